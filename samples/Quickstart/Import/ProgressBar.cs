using System.Globalization;

namespace Quickstart.Import;

/// <summary>Draws how far an import is, over and over on one line; nothing where nobody watches.</summary>
/// <param name="output">The terminal; null = nobody watches.</param>
/// <param name="total">How many bytes there are.</param>
internal sealed class ProgressBar(TextWriter? output, long total) : IProgress<long>, IDisposable
{
    private const int Width = 40;

    private long _percent = -1;

    public void Report(long value)
    {
        var percent = total <= 0 ? 100 : Math.Min(100, value * 100 / total);
        if (output is null || percent == _percent)
            return;

        _percent = percent;
        var filled = (int)(percent * Width / 100);
        var bar = new string('#', filled) + new string('.', Width - filled);
        output.Write(string.Create(CultureInfo.InvariantCulture, $"\r[{bar}] {percent,3} %"));
    }

    /// <summary>Ends the line, if one was begun.</summary>
    public void Dispose()
    {
        if (_percent >= 0)
            output?.WriteLine();
    }
}
