using System.Globalization;
using System.Text.RegularExpressions;

namespace Quickstart.Import;

/// <summary>A file to import.</summary>
/// <param name="Name">The name without folders. The ids of the messages begin with it.</param>
/// <param name="Day">The first day of the file, in UTC.</param>
/// <param name="Length">The length in bytes.</param>
/// <param name="Open">Opens the file for reading.</param>
internal sealed partial record LogFile(string Name, DateOnly Day, long Length, Func<Stream> Open)
{
    /// <summary>Checks that a file exists and has a usable name, without reading it.</summary>
    /// <param name="path">The path of the file.</param>
    /// <param name="problem">A sentence that says what is wrong with the file, or null if nothing is wrong.</param>
    /// <returns>The file, or null if something is wrong with it.</returns>
    internal static LogFile? Find(string path, out string? problem)
    {
        var name = Path.GetFileName(path);
        problem = Directory.Exists(path) ? $"'{path}' is a folder. Name the files in it instead."
            : !File.Exists(path) ? $"There is no file '{path}'."
            : DayOf(name) is null ? $"The name of '{path}' has no date such as 2004-11-15, so its messages would have no date. Rename the file."
            : MessageNames.Problem(name) is { } unfit ? $"The name of '{path}' {unfit}"
            : null;
        return problem is null ? new(name, DayOf(name)!.Value, new FileInfo(path).Length, () => OpenShared(path)) : null;
    }

    /// <summary>Finds the date in the name of a file.</summary>
    /// <param name="name">The name of the file.</param>
    /// <returns>The first date in the name, or null if the name has no date.</returns>
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
