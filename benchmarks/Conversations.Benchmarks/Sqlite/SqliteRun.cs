namespace Conversations.Benchmarks;

/// <summary>Measures the SQLite store on a real file, and compares it with the bare driver and with EF Core as most teams use it.</summary>
internal static class SqliteRun
{
    internal static string[] Parts { get; } = ["sends", "inbox", "participants", "pages", "open"];

    internal static async Task RunAsync(IEnumerable<string> parts)
    {
        // Some contestants block a thread per request. The pool adds only one or two threads per second, so it starts with enough threads.
        ThreadPool.SetMinThreads(100, 100);
        using var folder = new SqliteFolder();
        Console.WriteLine($"Files are in {folder.Path}, on {new DriveInfo(folder.Path).DriveFormat}.\n");
        foreach (var part in parts)
        {
            var lines = part switch
            {
                "sends" => await SqliteSends.RunAsync(folder),
                "inbox" => await InboxAsync(folder),
                "participants" => await ParticipantsAsync(folder),
                "pages" => await SqlitePages.RunAsync(folder),
                _ => await SqliteOpening.RunAsync(folder),
            };
            var text = string.Join('\n', lines);
            Console.WriteLine(text + "\n");
            Report.Write("sqlite", Parts, part, text);
        }
    }

    private static async Task<List<string>> InboxAsync(SqliteFolder folder)
    {
        var path = folder.File("inbox");
        await using var app = StoreApp.OnSqlite(path);
        await app.MakeAsync();
        var first = 1;
        foreach (var size in InboxPages.Sizes)
        {
            GeneratedRows.AddConversations(path, first, size, InboxPages.Reader(size).Value, messages: 1);
            first += size;
        }

        return await InboxPages.CompareAsync(app);
    }

    private static async Task<List<string>> ParticipantsAsync(SqliteFolder folder)
    {
        await using var app = StoreApp.OnSqlite(folder.File("participants"));
        return await ParticipantSends.CompareAsync(app);
    }
}
