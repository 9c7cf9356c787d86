namespace Conversations.PostgreSql.Tests.Watching;

/// <summary>A step of a plan.</summary>
/// <param name="Kind">What the step does, as PostgreSQL names it.</param>
/// <param name="Table">The table that it reads, or null if it reads the rows of other steps.</param>
/// <param name="Index">The index that it reads, or null if it reads none.</param>
/// <param name="Rows">How many rows it returned or removed, in all of its runs together.</param>
/// <param name="Pages">How many pages it and the steps that serve it read, in all of its runs together.</param>
/// <param name="Loops">How often it ran.</param>
internal sealed record PlanStep(string Kind, string? Table, string? Index, double Rows, double Pages, double Loops);
