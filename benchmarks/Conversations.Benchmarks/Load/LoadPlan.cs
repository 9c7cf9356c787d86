using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Benchmarks;

/// <summary>
/// The work of one host. It may contain a password, so the parent writes it
/// to the host's input instead of passing it as an argument.
/// </summary>
internal sealed record LoadPlan(
    string ConnectionString, string Schema, int Host, int Writers, int Callers, int Conversations, double WarmUpSeconds, double Seconds, int Seed)
{
    /// <summary>Creates the service of a host.</summary>
    internal static ServiceProvider Provide(string connectionString, string schema, int writers) => new ServiceCollection().AddConversations()
        .UsePostgreSql(connectionString, options => (options.Schema, options.MaxConcurrentWrites) = (schema, writers)).Services.BuildServiceProvider();
}
