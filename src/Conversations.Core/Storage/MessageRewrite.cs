namespace Conversations.Storage;

/// <summary>New content for a message, which is no edit: it leaves time, revision and log alone.</summary>
/// <param name="Sequence">The message's place in the conversation.</param>
/// <param name="Revision">The revision that it must still have; else it is left as it is.</param>
/// <param name="Content">The content to put in place of the old.</param>
public sealed record MessageRewrite(long Sequence, int Revision, MessageContent Content);
