namespace Conversations.Storage.InMemory;

/// <content>Missed messages.</content>
internal sealed partial class ConversationState
{
    internal List<MissedMessages> ListMissed()
    {
        var missed = new List<MissedMessages>();
        foreach (var row in _members.Present.Where(row => row.Notify != NotifySetting.None).OrderBy(row => row.UserId))
        {
            if (_messages.FindMissed(row.UserId, row.UnreadAfter) is var (first, last))
                missed.Add(new(row.ToParticipant(), first.Sequence, first.CreatedAt, last.Sequence, last.CreatedAt, row.Notified));
        }

        return missed;
    }
}
