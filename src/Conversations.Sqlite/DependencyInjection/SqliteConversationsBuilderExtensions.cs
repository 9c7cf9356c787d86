using Conversations;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Chooses SQLite as the store.</summary>
public static class SqliteConversationsBuilderExtensions
{
    /// <summary>Keeps conversations in a SQLite file, which is made on first use, and its schema brought up to date.</summary>
    /// <remarks>
    /// <see cref="SqliteConversationStore"/> can be resolved too, for its backups. All providers of a process that name the same file share one
    /// writer; several processes may use one file, and wait for each other.
    /// </remarks>
    /// <param name="builder">What <c>AddConversations()</c> gave.</param>
    /// <param name="connectionString">
    /// Names the file, as <c>Data Source=conversations.db</c>, in a folder that exists. Everything else in it is refused: how the file is
    /// opened is this library's to say.
    /// </param>
    /// <param name="configure">Sets options; null = leaves the defaults.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentException">No file is named, or more than that is said, or an option is out of its bounds.</exception>
    /// <exception cref="InvalidOperationException">A store was chosen before.</exception>
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
            path, options, (provider.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance).CreateLogger("Conversations.Sqlite")));
        return builder;
    }
}
