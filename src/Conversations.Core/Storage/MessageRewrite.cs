using Conversations.Decisions;

namespace Conversations.Storage;

/// <summary>
/// New content for a message. This is not an edit: the message's time of edit and revision, and the log, stay as they are.
/// </summary>
/// <param name="Sequence">The message's place in the conversation.</param>
/// <param name="Revision">The revision that the message must still have; otherwise the store leaves it as it is.</param>
/// <param name="Content">The content that replaces the present one.</param>
public sealed record MessageRewrite(long Sequence, int Revision, MessageContent Content);
