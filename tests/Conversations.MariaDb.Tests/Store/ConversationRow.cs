using Conversations.Storage;

namespace Conversations.MariaDb;

/// <summary>The row of a conversation, which stays when the conversation is deleted.</summary>
/// <param name="Id">The conversation.</param>
/// <param name="Settings">The attributes, or null if the conversation does not exist any more.</param>
/// <param name="Counters">The counters. The number of messages is that of a <see cref="View"/>; without one it is 0.</param>
/// <param name="LastSentAt">The time of the last message that was sent, not imported.</param>
/// <param name="DeletedVersion">The last version before a conversation with this id was deleted; 0 if none was.</param>
/// <param name="DeletedSequence">The last sequence of a deleted conversation with this id; 0 if none was.</param>
internal sealed record ConversationRow(
    ConversationId Id, ConversationSettings? Settings, ConversationCounters Counters, DateTimeOffset? LastSentAt, long DeletedVersion, long DeletedSequence);
