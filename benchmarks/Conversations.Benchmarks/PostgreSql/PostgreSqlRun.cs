using System.Globalization;
using Conversations.Servers;
using Npgsql;

namespace Conversations.Benchmarks;

/// <summary>What the PostgreSQL store does on a durable server, beside the bare driver and beside what teams write today.</summary>
internal static class PostgreSqlRun
{
    private static readonly string[] _parts = ["sends", "inbox", "participants"];

    internal static async Task RunAsync(string[] args)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        string[] wanted = args is [] or ["all"] ? _parts : args;
        if (wanted.FirstOrDefault(part => !_parts.Contains(part)) is { } unknown)
            throw new ArgumentException($"There is no part '{unknown}'. Name some of: all, {string.Join(", ", _parts)}.");

        ThreadPool.SetMinThreads(100, 100);
        using var server = ThrowAwayServer.Start();
        var connection = new NpgsqlConnectionStringBuilder(server.ConnectionString) { MaxPoolSize = 64 }.ConnectionString;
        foreach (var part in _parts.Intersect(wanted))
        {
            var lines = part switch
            {
                "sends" => await PostgreSqlSends.RunAsync(connection),
                "inbox" => await InboxAsync(connection),
                _ => await ParticipantsAsync(connection),
            };
            var text = string.Join('\n', lines);
            Console.WriteLine(text + "\n");
            Report.Write("postgresql", _parts, part, text);
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
