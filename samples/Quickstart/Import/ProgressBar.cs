using Spectre.Console;

namespace Quickstart.Import;

/// <summary>Draws the progress of an import on one line of a terminal.</summary>
internal static class ProgressBar
{
    /// <summary>Shows the progress of an import while it runs.</summary>
    /// <param name="terminal">The terminal, or null to show nothing.</param>
    /// <param name="total">The number of bytes of all files.</param>
    /// <param name="import">
    /// Runs the import. Its argument receives the number of bytes read so far, or is null if there is no terminal.
    /// </param>
    /// <returns>The result of the import.</returns>
    internal static Task<T> ShowAsync<T>(IAnsiConsole? terminal, long total, Func<IProgress<double>?, Task<T>> import) => terminal is null
        ? import(null)
        : new Progress(terminal) { ExcludeVerticalPadding = true }
            .Columns(new ProgressBarColumn(), new PercentageColumn())
            .StartAsync(context => import(context.AddTask("import", maxValue: total)));
}
