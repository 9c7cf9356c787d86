using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Benchmarks;

/// <summary>What one host is to do; the parent writes it to the host's input, since it may hold a password.</summary>
internal sealed record LoadPlan(
    string ConnectionString, string Schema, int Host, int Writers, int Callers, int Conversations, double WarmUpSeconds, double Seconds, int Seed)
{
    /// <summary>Gives the service as a host has it.</summary>
    internal static ServiceProvider Provide(string connectionString, string schema, int writers) => new ServiceCollection().AddConversations()
        .UsePostgreSql(connectionString, options => (options.Schema, options.Writers) = (schema, writers)).Services.BuildServiceProvider();
}
