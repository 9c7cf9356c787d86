using Conversations.Servers;
using Npgsql;

namespace Conversations.Benchmarks;

/// <summary>
/// Measures the PostgreSQL store on a durable server, and compares it with the bare driver and with EF Core as most teams use it.
/// </summary>
internal static class PostgreSqlRun
{
    internal static string[] Parts { get; } = ["sends", "inbox", "participants"];

    internal static async Task RunAsync(IEnumerable<string> parts)
    {
        ThreadPool.SetMinThreads(100, 100);
        using var server = ThrowAwayServer.Start();
        var connection = new NpgsqlConnectionStringBuilder(server.ConnectionString) { MaxPoolSize = 64 }.ConnectionString;
        foreach (var part in parts)
        {
            var lines = part switch
            {
                "sends" => await PostgreSqlSends.RunAsync(connection),
                "inbox" => await InboxAsync(connection),
                _ => await ParticipantsAsync(connection),
            };
            var text = string.Join('\n', lines);
            Console.WriteLine(text + "\n");
            Report.Write("postgresql", Parts, part, text);
        }
    }

    private static async Task<List<string>> InboxAsync(string connection)
    {
        await using var app = StoreApp.OnPostgreSql(connection, "inbox");
        await app.MakeAsync();
        await GeneratedConversations.AddAsync(connection, "inbox", InboxPages.Sizes);
        return await InboxPages.CompareAsync(app);
    }

    private static async Task<List<string>> ParticipantsAsync(string connection)
    {
        await using var app = StoreApp.OnPostgreSql(connection, "participants");
        return await ParticipantSends.CompareAsync(app);
    }
}
