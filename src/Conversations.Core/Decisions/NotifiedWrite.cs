namespace Conversations.Decisions;

/// <summary>What is stored about a notification on the row of its participant.</summary>
/// <param name="From">The sequence of the first missed message.</param>
/// <param name="Previous">The expected <see cref="Storage.NotifiedState.UpTo"/>; 0 if there was no notification.</param>
public sealed record NotifiedWrite(long From, long Previous);
