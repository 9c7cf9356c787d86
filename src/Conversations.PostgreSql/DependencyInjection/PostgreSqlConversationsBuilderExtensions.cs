using Conversations;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Chooses PostgreSQL as the store.</summary>
public static class PostgreSqlConversationsBuilderExtensions
{
    /// <summary>Keeps conversations in a PostgreSQL database, whose schema is made on first use. Several hosts may share it.</summary>
    /// <param name="builder">What <c>AddConversations()</c> gave.</param>
    /// <param name="connectionString">
    /// The connection string of Npgsql; its connections are pooled, and closed with the provider. Of several hosts, the primary is used.
    /// </param>
    /// <param name="configure">Sets options; null = leaves the defaults.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentException">The connection string is none, or an option is out of its bounds.</exception>
    /// <exception cref="InvalidOperationException">A store was chosen before.</exception>
    public static IConversationsBuilder UsePostgreSql(
        this IConversationsBuilder builder, string connectionString, Action<PostgreSqlStoreOptions>? configure = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        NpgsqlConnectionStringBuilder settings;
        try
        {
            settings = new(connectionString);
        }
        catch (ArgumentException)
        {
            // Its message repeats what was given, which may hold a password.
            throw new ArgumentException("This is no connection string of Npgsql.", nameof(connectionString));
        }

        // The store leaves nothing behind in a session that the next one would have to be told to forget.
        settings.NoResetOnClose = true;
        if (settings.MaxAutoPrepare == 0)
            settings.MaxAutoPrepare = 64;
        if (HasSeveralHosts(settings))
            settings.TargetSessionAttributes ??= "primary";

        return Use(builder, _ => NpgsqlDataSource.Create(settings), isOurs: true, configure);
    }

    /// <summary>Keeps conversations in the PostgreSQL database of a data source of the app's own, which the app disposes.</summary>
    /// <param name="builder">What <c>AddConversations()</c> gave.</param>
    /// <param name="dataSource">The data source. Of several hosts, the primary is used.</param>
    /// <param name="configure">Sets options; null = leaves the defaults.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentException">An option is out of its bounds.</exception>
    /// <exception cref="InvalidOperationException">A store was chosen before.</exception>
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
            (provider.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance).CreateLogger("Conversations.PostgreSql")));
        return builder;
    }
}
