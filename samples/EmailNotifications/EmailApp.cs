using EmailNotifications.Configuration;
using EmailNotifications.Mail;
using EmailNotifications.Rendering;
using EmailNotifications.Unsubscribe;
using Microsoft.Extensions.Options;

namespace EmailNotifications;

/// <summary>An app that sends an e-mail to users who have missed messages, and serves the page on which they turn that off.</summary>
internal static class EmailApp
{
    /// <summary>Creates the app.</summary>
    /// <param name="args">Settings such as <c>--Email:Folder=mail</c>.</param>
    /// <param name="settings">Settings that stand above all others, or null for none.</param>
    internal static WebApplication Create(string[] args, IReadOnlyDictionary<string, string?>? settings = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        if (settings is not null)
            builder.Configuration.AddInMemoryCollection(settings);

        var services = builder.Services;
        AddOptions(services, builder.Configuration);
        services.AddSingleton(TimeProvider.System).AddSingleton<LiquidTemplates>().AddSingleton<EmailTemplates>().AddSingleton<MailWriter>();
        services.AddSingleton<UnsubscribeTokens>().AddSingleton<UnsubscribePages>();
        services.AddSingleton<IMailTransport>(TransportOf);

        var notifications = builder.Configuration.GetSection("Notifications");
        services.AddConversations()
            .UseSqlite(builder.Configuration.GetConnectionString("Conversations") ?? "")
            .AddNotifications(options => notifications.Bind(options))
            .AddNotificationHandler<EmailHandler>("email");

        var app = builder.Build();
        app.MapUnsubscribe();
        return app;
    }

    private static void AddOptions(IServiceCollection services, ConfigurationManager configuration)
    {
        services.AddOptions<EmailOptions>().Bind(configuration.GetSection("Email")).ValidateOnStart();
        services.AddOptions<UnsubscribeOptions>().Bind(configuration.GetSection("Unsubscribe")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<EmailOptions>, EmailOptionsValidator>();
        services.AddSingleton<IValidateOptions<UnsubscribeOptions>, UnsubscribeOptionsValidator>();
    }

    private static IMailTransport TransportOf(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<IOptions<EmailOptions>>().Value;
        return string.IsNullOrEmpty(options.Smtp.Host)
            ? ActivatorUtilities.CreateInstance<FolderTransport>(provider, options.Folder!)
            : new SmtpTransport(options.Smtp);
    }
}
