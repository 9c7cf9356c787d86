using Conversations;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers PostgreSQL as the store of conversations.</summary>
public static class PostgreSqlConversationsBuilderExtensions
{
    /// <summary>Keeps conversations in a PostgreSQL database, whose schema is created on first use. Several hosts can share the database.</summary>
    /// <param name="builder">The builder that <c>AddConversations()</c> returned.</param>
    /// <param name="connectionString">
    /// The connection string of Npgsql. Its connections are pooled, and are closed when the service provider is disposed. If it names several hosts, the
    /// primary is used. Statements are prepared (<c>Max Auto Prepare</c> is 64) unless it says otherwise; a pooler in transaction mode needs 0.
    /// </param>
    /// <param name="configure">Sets options, or null to keep the defaults.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentException">The connection string is not one of Npgsql, or an option is out of its bounds.</exception>
    /// <exception cref="InvalidOperationException">A store is already registered.</exception>
    public static IConversationsBuilder UsePostgreSql(
        this IConversationsBuilder builder, string connectionString, Action<PostgreSqlStoreOptions>? configure = null)
    {
        var settings = SettingsOf(connectionString);
        return Use(builder, _ => NpgsqlDataSource.Create(settings), isOurs: true, configure);
    }

    /// <summary>Adds what the store sets to what the connection string sets.</summary>
    internal static NpgsqlConnectionStringBuilder SettingsOf(string connectionString)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        NpgsqlConnectionStringBuilder settings;
        try
        {
            settings = new(connectionString);
        }
        catch (ArgumentException)
        {
            // The message of the exception repeats the connection string, which may contain a password.
            throw new ArgumentException("This is not a connection string of Npgsql.", nameof(connectionString));
        }

        // The store leaves no state in a session, so the reset between two uses of a connection is not needed.
        settings.NoResetOnClose = true;

        // Behind a pooler, the app sets it to 0. The value alone does not tell that from a string that does not set it.
        if (!settings.ShouldSerialize("Max Auto Prepare"))
            settings.MaxAutoPrepare = 64;
        if (HasSeveralHosts(settings))
            settings.TargetSessionAttributes ??= "primary";

        return settings;
    }

    /// <summary>Keeps conversations in the PostgreSQL database of a data source that the app created, and disposes.</summary>
    /// <param name="builder">The builder that <c>AddConversations()</c> returned.</param>
    /// <param name="dataSource">The data source. If it has several hosts, the primary is used.</param>
    /// <param name="configure">Sets options, or null to keep the defaults.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentException">An option is out of its bounds.</exception>
    /// <exception cref="InvalidOperationException">A store is already registered.</exception>
    public static IConversationsBuilder UsePostgreSql(
        this IConversationsBuilder builder, NpgsqlDataSource dataSource, Action<PostgreSqlStoreOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(dataSource);
        var settings = new NpgsqlConnectionStringBuilder(dataSource.ConnectionString);
        var primary = dataSource is NpgsqlMultiHostDataSource several && settings.TargetSessionAttributes is null
            ? several.WithTargetSession(TargetSessionAttributes.Primary)
            : dataSource;
        return Use(builder, _ => primary, isOurs: false, configure);
    }

    private static bool HasSeveralHosts(NpgsqlConnectionStringBuilder settings) => settings.Host?.Contains(',', StringComparison.Ordinal) == true;

    private static IConversationsBuilder Use(
        IConversationsBuilder builder, Func<IServiceProvider, NpgsqlDataSource> source, bool isOurs, Action<PostgreSqlStoreOptions>? configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var options = new PostgreSqlStoreOptions();
        configure?.Invoke(options);
        options.Check();
        builder.UseStore(nameof(UsePostgreSql), provider => provider.GetRequiredService<PostgreSqlConversationStore>());
        builder.Services.TryAddSingleton(provider => new PostgreSqlConversationStore(
            source(provider),
            isOurs,
            options with { },
            provider.GetService<TimeProvider>() ?? TimeProvider.System,
            (provider.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance).CreateLogger("Conversations.PostgreSql")));
        return builder;
    }
}
