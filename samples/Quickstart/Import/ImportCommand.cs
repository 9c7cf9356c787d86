using Conversations;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Quickstart.Import;

/// <summary>The program as an importer of chat logs.</summary>
internal static class ImportCommand
{
    /// <summary>Runs it.</summary>
    /// <param name="args">The arguments of the program.</param>
    /// <param name="output">Takes the report.</param>
    /// <param name="error">Takes errors, and the progress bar where it is a terminal.</param>
    /// <returns>The exit code: 0 = done, 1 = a file could not be read or written, 2 = the arguments are wrong and nothing was done.</returns>
    internal static async Task<int> RunAsync(IReadOnlyList<string> args, TextWriter output, TextWriter error)
    {
        var arguments = ImportArguments.Parse(args, out var problem);
        if (arguments.Help)
        {
            await output.WriteLineAsync(ImportArguments.Usage);
            return 0;
        }

        var files = new List<LogFile>();
        foreach (var path in arguments.Paths)
        {
            if (problem is null && LogFile.Find(path, out problem) is { } file)
                files.Add(file);
        }

        if (problem is not null)
        {
            await error.WriteLineAsync($"{problem} (--help says more)");
            return 2;
        }

        try
        {
            await ImportAsync(arguments, files, output, Console.IsErrorRedirected ? null : error);
            return 0;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or StorageException)
        {
            await error.WriteLineAsync(failure.Message);
            return 1;
        }
    }

    private static async Task ImportAsync(ImportArguments arguments, List<LogFile> files, TextWriter output, TextWriter? terminal)
    {
        await using var services = new ServiceCollection()
            .AddConversations(options => options.Limits = options.Limits with { MaxParticipants = 5_000 })
            .UseSqlite(new SqliteConnectionStringBuilder { DataSource = arguments.Database }.ConnectionString)
            .Services.BuildServiceProvider();

        var conversations = services.GetRequiredService<IConversations>();
        var importer = new LogImporter(conversations, arguments.Channel);
        ImportReport report;
        using (var bar = new ProgressBar(terminal, files.Sum(file => file.Length)))
            report = await importer.ImportAsync(files, bar);

        report.Write(output);
        if (report.Senders.Total > 0)
            await Inbox.WriteAsync(conversations, importer.Id, report.Senders.Largest.Select(sender => new UserId(sender.Text)), output);
    }
}
