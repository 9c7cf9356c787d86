using System.CommandLine;
using Conversations;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace Quickstart.Import;

/// <summary>Imports chat logs when the program is called with arguments.</summary>
internal static class ImportCommand
{
    /// <summary>Parses the arguments and imports the files.</summary>
    /// <param name="args">The arguments of the program.</param>
    /// <param name="output">The writer of the report.</param>
    /// <param name="error">The writer of errors and, if it is a terminal, of the progress bar.</param>
    /// <returns>
    /// The exit code: 0 if the import succeeded, 1 if a file or the database could not be read or written, 2 if the arguments are wrong and
    /// nothing was done, 130 if the import was interrupted.
    /// </returns>
    internal static async Task<int> RunAsync(IReadOnlyList<string> args, TextWriter output, TextWriter error)
    {
        var commandLine = new ImportCommandLine();
        commandLine.SetAction((parsed, cancellationToken) => ImportAsync(
            parsed.GetRequiredValue(commandLine.Files),
            parsed.GetRequiredValue(commandLine.Channel),
            parsed.GetRequiredValue(commandLine.Database),
            parsed.InvocationConfiguration,
            cancellationToken));

        // The parser reads arguments that begin with '@' as files with more arguments. A log may have such a name, so this is switched off.
        var parsed = commandLine.Parse(args, new() { ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count > 0)
        {
            var problems = string.Join(Environment.NewLine, parsed.Errors.Select(problem => problem.Message));
            await error.WriteLineAsync($"{problems} (--help explains the arguments.)");
            return 2;
        }

        try
        {
            return await parsed.InvokeAsync(new() { Output = output, Error = error, EnableDefaultExceptionHandler = false });
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or StorageException)
        {
            await error.WriteLineAsync(failure.Message);
            return 1;
        }
        catch (OperationCanceledException)
        {
            return 130;
        }
    }

    private static async Task ImportAsync(
        LogFile[] files, string channel, string database, InvocationConfiguration streams, CancellationToken cancellationToken)
    {
        await using var services = new ServiceCollection()
            .AddConversations(options => options.Limits = options.Limits with { MaxParticipants = 5_000 })
            .UseSqlite(new SqliteConnectionStringBuilder { DataSource = database }.ConnectionString)
            .Services.BuildServiceProvider();

        var conversations = services.GetRequiredService<IConversations>();
        var importer = new LogImporter(conversations, channel);
        var console = AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(streams.Error), Interactive = InteractionSupport.Yes });
        var report = await ProgressBar.ShowAsync(
            console.Profile.Out.IsTerminal ? console : null,
            files.Sum(file => file.Length),
            bytes => importer.ImportAsync(files, bytes, cancellationToken));

        report.Write(streams.Output);
        if (report.Senders.Total > 0)
        {
            var senders = report.Senders.Largest.Select(sender => new UserId(sender.Text));
            await Inbox.WriteAsync(conversations, importer.Id, senders, streams.Output);
        }
    }
}
