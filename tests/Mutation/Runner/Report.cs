using System.Text.Json;

namespace Conversations.Mutation;

/// <summary>Reads the JSON report of Stryker.</summary>
internal static class Report
{
    internal static IReadOnlyList<Mutant> Read(string path)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(path));
        var root = json.RootElement.GetProperty("projectRoot").GetString()!;
        return [.. json.RootElement.GetProperty("files").EnumerateObject().SelectMany(file => MutantsOf(Path.GetRelativePath(root, file.Name), file.Value))];
    }

    private static List<Mutant> MutantsOf(string name, JsonElement file)
    {
        var source = file.GetProperty("source").GetString()!;
        var lines = LineStarts(source);
        return [.. file.GetProperty("mutants").EnumerateArray().Select(Read).OrderBy(mutant => mutant.Start)];

        Mutant Read(JsonElement mutant)
        {
            var (start, line) = Position(mutant.GetProperty("location").GetProperty("start"));
            var (end, _) = Position(mutant.GetProperty("location").GetProperty("end"));
            return new(name, line, start, end, Text("mutatorName"), source[start..end], Text("replacement"), Text("status"));

            string Text(string property) => mutant.GetProperty(property).GetString() ?? "";
        }

        (int Index, int Line) Position(JsonElement place)
        {
            var line = place.GetProperty("line").GetInt32();
            return (lines[line - 1] + place.GetProperty("column").GetInt32() - 1, line);
        }
    }

    private static List<int> LineStarts(string source)
    {
        List<int> starts = [0];
        for (var at = source.IndexOf('\n', StringComparison.Ordinal); at >= 0; at = source.IndexOf('\n', at + 1))
            starts.Add(at + 1);

        return starts;
    }
}
