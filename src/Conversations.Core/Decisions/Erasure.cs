namespace Conversations.Decisions;

/// <summary>An erasure that has begun. It is stored until it is complete, so that an interrupted erasure goes on as it began.</summary>
/// <param name="userId">The user who is erased.</param>
/// <param name="erasedId">The random id that replaces the id of the user.</param>
/// <param name="keepsText">Whether the texts of the user's messages stay.</param>
public sealed class Erasure(UserId userId, UserId erasedId, bool keepsText)
{
    /// <summary>Gets the user who is erased.</summary>
    public UserId UserId => userId;

    /// <summary>Gets the random id that replaces the id of the user.</summary>
    public UserId ErasedId => erasedId;

    /// <summary>Gets whether the texts of the user's messages stay.</summary>
    public bool KeepsText => keepsText;
}
