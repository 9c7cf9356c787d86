namespace Conversations.PostgreSql.Tests.Watching;

/// <summary>A step of a plan.</summary>
/// <param name="Kind">What it does, as PostgreSQL names it.</param>
/// <param name="Table">The table that it reads; null = what other steps give.</param>
/// <param name="Index">The index that it reads; null = none.</param>
/// <param name="Rows">How many rows it gave or threw away, all times that it ran together.</param>
/// <param name="Pages">How many pages it looked at, with the steps that serve it, all times that it ran together.</param>
/// <param name="Loops">How often it ran.</param>
internal sealed record PlanStep(string Kind, string? Table, string? Index, double Rows, double Pages, double Loops);
