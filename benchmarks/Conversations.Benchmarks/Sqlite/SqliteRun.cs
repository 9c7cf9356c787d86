using System.Globalization;

namespace Conversations.Benchmarks;

/// <summary>What the SQLite store does on a real file, beside the bare driver and beside what teams write today.</summary>
internal static class SqliteRun
{
    private static readonly string[] _parts = ["sends", "inbox", "participants", "pages", "open"];

    internal static async Task RunAsync(string[] args)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        string[] wanted = args is [] or ["all"] ? _parts : args;
        if (wanted.FirstOrDefault(part => !_parts.Contains(part)) is { } unknown)
            throw new ArgumentException($"There is no part '{unknown}'. Name some of: all, {string.Join(", ", _parts)}.");

        // The contestants that block a thread per request get the threads at once, rather than one or two a second.
        ThreadPool.SetMinThreads(100, 100);
        using var folder = new SqliteFolder();
        Console.WriteLine($"Files are in {folder.Path}, on {folder.FileSystem}.\n");
        foreach (var part in _parts.Intersect(wanted))
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
            Report.Write("sqlite", _parts, part, text);
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
