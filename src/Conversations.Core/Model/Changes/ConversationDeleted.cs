namespace Conversations;

/// <summary>A conversation was deleted with all that it held; its version and sequence go on if it is created again.</summary>
public sealed record ConversationDeleted : Change;
