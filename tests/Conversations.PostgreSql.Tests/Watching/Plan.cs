using System.Text.Json;

namespace Conversations.PostgreSql.Tests.Watching;

/// <summary>How the server ran a statement.</summary>
/// <param name="Sql">The statement as the server received it.</param>
/// <param name="Steps">The steps of the plan, each after the step that it serves.</param>
/// <param name="Text">The plan as JSON.</param>
internal sealed record Plan(string Sql, IReadOnlyList<PlanStep> Steps, string Text)
{
    internal static Plan Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        var steps = new List<PlanStep>();
        Add(document.RootElement.GetProperty("Plan"), steps);
        return new(document.RootElement.GetProperty("Query Text").GetString()!, steps, json);
    }

    private static void Add(JsonElement step, List<PlanStep> steps)
    {
        var loops = Number(step, "Actual Loops");
        var removed = Number(step, "Rows Removed by Filter") + Number(step, "Rows Removed by Index Recheck") + Number(step, "Rows Removed by Join Filter");
        steps.Add(new(
            step.GetProperty("Node Type").GetString()!,
            Name(step, "Relation Name"),
            Name(step, "Index Name"),
            (Number(step, "Actual Rows") + removed) * loops,
            Number(step, "Shared Hit Blocks") + Number(step, "Shared Read Blocks"),
            loops));
        if (step.TryGetProperty("Plans", out var inner))
        {
            foreach (var one in inner.EnumerateArray())
                Add(one, steps);
        }
    }

    private static string? Name(JsonElement step, string name) => step.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static double Number(JsonElement step, string name) => step.TryGetProperty(name, out var value) ? value.GetDouble() : 0;
}
