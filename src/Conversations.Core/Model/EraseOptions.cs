namespace Conversations;

/// <summary>Contains the options for erasing a user.</summary>
public sealed class EraseOptions
{
    /// <summary>
    /// Gets whether the messages of the user keep their texts, with a random id as the sender. False by default: the messages are
    /// deleted.
    /// </summary>
    /// <remarks>
    /// The id of a 1-on-1 conversation names both users to anyone with a list of ids (<see cref="OneOnOneId"/>), and with it the author
    /// of the texts in it, unless <see cref="ConversationsOptions.HideOneOnOneIds"/> was set when it was opened. The first call decides. If it was interrupted, the next call for the same user continues as the first one began and ignores its
    /// own value.
    /// </remarks>
    public bool KeepTexts { get; init; }

    /// <summary>Gets what receives the progress after each conversation, or null for none.</summary>
    public IProgress<ErasureProgress>? Progress { get; init; }
}
