using Conversations;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Extension methods that choose SQLite as the store.</summary>
public static class SqliteConversationsBuilderExtensions
{
    /// <summary>Stores conversations in a SQLite file. The first call on the store creates the file and migrates its schema.</summary>
    /// <remarks>
    /// The app can also resolve <see cref="SqliteConversationStore"/>, to make backups. All providers of a process that name the same file
    /// share one writer, and must have the same options. Several processes may use one file; they wait for each other.
    /// </remarks>
    /// <param name="builder">The builder that <c>AddConversations()</c> returned.</param>
    /// <param name="connectionString">
    /// A connection string that names the file and nothing else, such as <c>Data Source=conversations.db</c>. The folder of the file must
    /// exist. Any other keyword throws, because the library decides how the file is opened. <c>|DataDirectory|</c> at the beginning, and
    /// relative paths, are resolved as the driver does, when this method is called.
    /// </param>
    /// <param name="configure">Sets options, or null for the defaults.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentException">
    /// The connection string names no file, a database in memory or a URI, it has another keyword, or it begins with
    /// <c>|DataDirectory|</c> and the app has not set that folder; or an option is out of its bounds.
    /// </exception>
    /// <exception cref="InvalidOperationException">Another store was chosen before.</exception>
    public static IConversationsBuilder UseSqlite(
        this IConversationsBuilder builder, string connectionString, Action<SqliteStoreOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var path = SqlitePath.Of(connectionString);
        var options = new SqliteStoreOptions();
        configure?.Invoke(options);
        options.Check();
        builder.UseStore(nameof(UseSqlite), provider => provider.GetRequiredService<SqliteConversationStore>());
        builder.Services.TryAddSingleton(provider => new SqliteConversationStore(
            path,
            options,
            (provider.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance).CreateLogger("Conversations.Sqlite"),
            provider.GetService<TimeProvider>()));
        return builder;
    }
}
