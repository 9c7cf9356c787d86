using System.Globalization;
using System.Text.RegularExpressions;

namespace Quickstart.Import;

/// <summary>A file to import.</summary>
/// <param name="Name">Its name without folders, which names its messages.</param>
/// <param name="Day">The day on which it begins, in UTC.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Open">Opens it.</param>
internal sealed partial record LogFile(string Name, DateOnly Day, long Length, Func<Stream> Open)
{
    /// <summary>Looks at a file without reading it.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="problem">What is wrong with it; null = nothing.</param>
    /// <returns>The file; null = something is wrong with it.</returns>
    internal static LogFile? Find(string path, out string? problem)
    {
        var name = Path.GetFileName(path);
        problem = Directory.Exists(path) ? $"'{path}' is a folder. Name the files in it."
            : !File.Exists(path) ? $"There is no file '{path}'."
            : DayOf(name) is null ? $"The name of '{path}' has no date such as 2004-11-15, so its messages would have none."
            : MessageNames.Problem(name) is { } unfit ? $"The name of '{path}' {unfit}"
            : null;
        return problem is null ? new(name, DayOf(name)!.Value, new FileInfo(path).Length, () => OpenShared(path)) : null;
    }

    /// <summary>Finds the day in a file's name.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The first date in it; null = there is none.</returns>
    internal static DateOnly? DayOf(string name)
    {
        foreach (var match in DatePattern().EnumerateMatches(name))
        {
            if (DateOnly.TryParseExact(
                name.AsSpan(match.Index, match.Length), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            {
                return day;
            }
        }

        return null;
    }

    private static FileStream OpenShared(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    [GeneratedRegex("[0-9]{4}-[0-9]{2}-[0-9]{2}")]
    private static partial Regex DatePattern();
}
