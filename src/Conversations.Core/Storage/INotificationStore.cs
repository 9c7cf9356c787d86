namespace Conversations.Storage;

/// <summary>
/// Finds missed messages, and keeps of which a participant was notified. A store implements it beside <see cref="IDeliveryStore"/>.
/// </summary>
/// <remarks>
/// <para>
/// 1. A message is missed by a participant if it is unread and exists, and another user sent it; imported messages are not missed.
/// </para>
/// <para>
/// 2. A commit of a <see cref="NotificationTriggered"/> stores the <see cref="NotifiedState"/> of the participant: its time is that of the change, and
/// the rest is in the change and in <see cref="Decisions.Commit.Notified"/>. It is stale if the user does not take part, or if
/// <see cref="NotifiedState.UpTo"/> is not the expected one. It does not raise the settings version.
/// </para>
/// </remarks>
public interface INotificationStore
{
    /// <summary>How many messages are looked at, from each end.</summary>
    const int Reach = 1_000;

    /// <summary>Lists the participants of a conversation who have missed messages.</summary>
    /// <remarks>
    /// <para>
    /// 1. Participants with <see cref="NotifySetting.None"/> are left out. The others come in the order of their ids.
    /// </para>
    /// <para>
    /// 2. The last missed message is looked for among the last 1,000 messages. A participant who missed none of these is left out. The first is
    /// looked for among the first 1,000 after the read position; if none of these was missed, the last one stands for it.
    /// </para>
    /// <para>
    /// Cost: the rows grow with the participants, not with the messages.
    /// </para>
    /// </remarks>
    /// <param name="id">The conversation.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The participants; an empty list if the conversation does not exist.</returns>
    Task<IReadOnlyList<MissedMessages>> ListMissedAsync(ConversationId id, CancellationToken cancellationToken = default);
}
