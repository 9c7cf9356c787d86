namespace Conversations;

/// <summary>Who reacted to a message, and how.</summary>
/// <param name="UserId">The user.</param>
/// <param name="Emoji">The emoji.</param>
/// <param name="At">When, UTC in whole milliseconds.</param>
/// <param name="Version">The version of the conversation's change that added it, by which reactors are ordered.</param>
public sealed record Reactor(UserId UserId, string Emoji, DateTimeOffset At, long Version);
