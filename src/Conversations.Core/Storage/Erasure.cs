namespace Conversations.Storage;

/// <summary>That a user is being erased; kept until it is done, so that an erasure which was cut off goes on as it began.</summary>
/// <param name="UserId">The user.</param>
/// <param name="ErasedId">The random id that takes the place of theirs.</param>
/// <param name="KeepsText">Whether the texts of their messages stay.</param>
public sealed record Erasure(UserId UserId, UserId ErasedId, bool KeepsText);
