using Conversations.MariaDb;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Chooses MariaDB as the store.</summary>
internal static class MariaDbConversationsBuilderExtensions
{
    /// <summary>Keeps conversations in a database of MariaDB. The tables are created at the first call.</summary>
    internal static IConversationsBuilder UseMariaDb(this IConversationsBuilder builder, string connectionString) =>
        builder.UseStore(nameof(UseMariaDb), _ => new MariaDbConversationStore(connectionString));
}
