using System.Reflection;
using Xunit.Sdk;

namespace PublicApi;

/// <summary>Compares a text with the text that a person approved, which is in a file beside the tests.</summary>
internal static class Approval
{
    private const int ShownLines = 40;

    private static readonly string _directory = typeof(Approval).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == "ProjectDirectory").Value!;

    public static void Verify(string name, string received)
    {
        var approvedPath = Path.Combine(_directory, $"{name}.txt");
        var receivedPath = Path.Combine(_directory, $"{name}.received.txt");
        var approved = File.Exists(approvedPath) ? File.ReadAllText(approvedPath).ReplaceLineEndings("\n") : "";
        File.Delete(receivedPath);
        if (received == approved)
            return;

        if (Environment.GetEnvironmentVariable("CONVERSATIONS_APPROVE") == "1")
        {
            File.WriteAllText(approvedPath, received);
            return;
        }

        File.WriteAllText(receivedPath, received);
        throw new XunitException($"""
            The public API of {name} differs from the approved text in tests/PublicApi.Tests/{name}.txt:
            {Difference(approved, received)}
            The whole new text is in {name}.received.txt beside it. If the change is intended, run
            CONVERSATIONS_APPROVE=1 dotnet test tests/PublicApi.Tests, which updates {name}.txt, and commit that file.
            """);
    }

    /// <summary>Returns the removed and the added lines. A line that only moved is not returned.</summary>
    internal static string Difference(string approved, string received)
    {
        var (before, after) = (approved.Split('\n'), received.Split('\n'));
        string[] lines =
        [
            .. before.Except(after, StringComparer.Ordinal).Select(line => $"- {line.Trim()}"),
            .. after.Except(before, StringComparer.Ordinal).Select(line => $"+ {line.Trim()}"),
        ];
        return lines switch
        {
            [] => "only the order of lines or the number of equal lines differs",
            { Length: > ShownLines } => string.Join('\n', lines.Take(ShownLines)) + $"\nand {lines.Length - ShownLines} more lines",
            _ => string.Join('\n', lines),
        };
    }
}
