namespace Conversations.Decisions;

/// <summary>An erasure that has begun. It is stored until it is complete, so that an interrupted erasure goes on as it began.</summary>
/// <param name="UserId">The user who is erased.</param>
/// <param name="ErasedId">The random id that replaces the id of the user.</param>
/// <param name="KeepsText">Whether the texts of the user's messages stay.</param>
public sealed record Erasure(UserId UserId, UserId ErasedId, bool KeepsText);
