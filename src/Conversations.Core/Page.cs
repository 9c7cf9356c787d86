namespace Conversations;

/// <summary>A part of a list.</summary>
/// <typeparam name="T">What is listed.</typeparam>
/// <param name="Items">The items, at most as many as were asked for.</param>
/// <param name="Next">The cursor with which to ask for the page that follows; null = this was the last.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);
