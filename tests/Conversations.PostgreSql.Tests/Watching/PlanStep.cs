namespace Conversations.PostgreSql.Tests.Watching;

/// <summary>A step of a plan.</summary>
/// <param name="Kind">What it does, as PostgreSQL names it.</param>
/// <param name="Table">The table that it reads; null = what other steps give.</param>
/// <param name="Rows">How many rows it gave or threw away, all times that it ran together.</param>
internal sealed record PlanStep(string Kind, string? Table, double Rows);
