namespace Conversations;

/// <summary>How far an erasure is, or how far it came.</summary>
/// <param name="Conversations">In how many conversations the user was erased.</param>
/// <param name="Messages">How many messages were deleted or rewritten, those aside that went with a whole conversation.</param>
public sealed record ErasureProgress(long Conversations, long Messages);
