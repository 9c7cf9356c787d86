using Spectre.Console;

namespace Quickstart.Tests;

/// <summary>A terminal without colors that records everything written to it.</summary>
internal sealed class Screen : StringWriter
{
    /// <summary>The control code that shows the cursor again. A progress bar writes it last.</summary>
    internal const string ShowCursor = "\e[?25h";

    private readonly Lock _lock = new();

    internal Screen() => Console = AnsiConsole.Create(new()
    {
        Ansi = AnsiSupport.Yes,
        ColorSystem = ColorSystemSupport.NoColors,
        Enrichment = new() { UseDefaultEnrichers = false },
        Interactive = InteractionSupport.Yes,
        Out = new AnsiConsoleOutput(this),
    });

    internal IAnsiConsole Console { get; }

    public override void Write(string? value)
    {
        lock (_lock)
            base.Write(value);
    }

    public override string ToString()
    {
        lock (_lock)
            return base.ToString();
    }

    /// <summary>Waits until the terminal shows a text.</summary>
    /// <returns>True if it shows the text, or false if it does not within 30 seconds.</returns>
    internal bool Shows(string text) => SpinWait.SpinUntil(() => ToString().Contains(text, StringComparison.Ordinal), TimeSpan.FromSeconds(30));
}
