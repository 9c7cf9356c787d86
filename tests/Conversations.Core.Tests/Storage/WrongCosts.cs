using Conversations.Decisions;
using Conversations.Storage;
using Conversations.Storage.InMemory;

namespace Conversations.Tests.Storage;

/// <summary>Reads all conversations of a user for each page of the inbox.</summary>
internal sealed class ReadsTheWholeInbox(InMemoryConversationStore inner) : ForwardingStore(inner)
{
    public override async Task<InboxSlice> ListInboxAsync(InboxWindow window, CancellationToken cancellationToken = default)
    {
        var all = await base.ListInboxAsync(window.With(one => one.Limit, int.MaxValue), cancellationToken);
        var entries = all.Entries.Take(window.Limit).ToList();
        return new(entries, all.Entries.Count > entries.Count ? InboxPlace.Of(entries[^1].Conversation.Id, entries[^1].Conversation.LastActivityAt, entries[^1].Participant.JoinedAt) : all.Next);
    }
}

/// <summary>Reads all messages of the conversation for each page.</summary>
internal sealed class ReadsAllMessages(InMemoryConversationStore inner) : ForwardingStore(inner)
{
    public override async Task<IReadOnlyList<Message>?> ListMessagesAsync(MessageWindow window, CancellationToken cancellationToken = default)
    {
        var all = await base.ListMessagesAsync(
            window.With(one => one.Limit, int.MaxValue).With(one => one.From, 1).With(one => one.To, long.MaxValue), cancellationToken);
        return all?.Where(message => message.Sequence >= window.From && message.Sequence <= window.To).Take(window.Limit).ToList();
    }
}

/// <summary>Reads all participants before each message that is sent.</summary>
internal sealed class ReadsParticipantsToSend(InMemoryConversationStore inner) : ForwardingStore(inner)
{
    public override async Task<IReadOnlyList<CommitOutcome>> CommitAsync(IReadOnlyList<Commit> commits, CancellationToken cancellationToken = default)
    {
        foreach (var sent in commits.Select(commit => commit.Change).OfType<MessageSent>())
            await ListParticipantsAsync(new() { ConversationId = sent.ConversationId, Limit = int.MaxValue }, cancellationToken);

        return await base.CommitAsync(commits, cancellationToken);
    }
}

/// <summary>Counts unread messages by reading them.</summary>
internal sealed class CountsUnreadByReading(InMemoryConversationStore inner) : ForwardingStore(inner)
{
    public override async Task<ReadState?> FindReadStateAsync(ConversationId id, UserId userId, CancellationToken cancellationToken = default)
    {
        if (await FindParticipantAsync(id, userId, null, cancellationToken) is not { } participant)
            return null;

        var unread = await ListMessagesAsync(
            new() { ConversationId = id, Viewer = userId, From = participant.ReadUpTo + 1, Limit = int.MaxValue }, cancellationToken);
        return new(participant.ReadUpTo, unread!.Count, participant.IsMarkedUnread);
    }
}

/// <summary>Reads the messages up to the one that is marked as read.</summary>
internal sealed class ReadsMessagesToMark(InMemoryConversationStore inner) : ForwardingStore(inner)
{
    public override async Task<ReadState?> MarkAsReadAsync(ConversationId id, UserId userId, long upTo, CancellationToken cancellationToken = default)
    {
        await ListMessagesAsync(new() { ConversationId = id, Viewer = userId, To = upTo, Limit = int.MaxValue }, cancellationToken);
        return await base.MarkAsReadAsync(id, userId, upTo, cancellationToken);
    }
}

/// <summary>Writes the commits of a list one by one.</summary>
internal sealed class CommitsOneByOne(InMemoryConversationStore inner) : ForwardingStore(inner)
{
    public override async Task<IReadOnlyList<CommitOutcome>> CommitAsync(IReadOnlyList<Commit> commits, CancellationToken cancellationToken = default)
    {
        var outcomes = new List<CommitOutcome>();
        foreach (var commit in commits)
            outcomes.AddRange(await base.CommitAsync([commit], cancellationToken));

        return outcomes;
    }
}

/// <summary>Removes everything that deleted conversations left behind by one call. What was left is one row for each sequence.</summary>
internal sealed class PurgesWithoutBound(InMemoryConversationStore inner, CostCounter counter) : ForwardingStore(inner)
{
    public override async Task<bool> PurgeAsync(ConversationId id, CancellationToken cancellationToken = default)
    {
        counter.Rows += (await ReadFactsAsync(new() { ConversationId = id }, cancellationToken)).LastSequence;
        return false;
    }
}

/// <summary>Deletes all messages of a user by one call.</summary>
internal sealed class ErasesWithoutBound(InMemoryConversationStore inner) : ForwardingStore(inner)
{
    public override async Task<DeletedUpTo> DeleteMessagesOfAsync(
        ConversationId id, UserId senderId, long after, long upTo, DateTimeOffset at, CancellationToken cancellationToken = default)
    {
        var count = 0;
        while (true)
        {
            var deleted = await base.DeleteMessagesOfAsync(id, senderId, after, upTo, at, cancellationToken);
            if (deleted.Count == 0)
                return new(count, after);

            (count, after) = (count + deleted.Count, deleted.Sequence);
        }
    }
}

/// <summary>Reads the entries of an inbox by a call for each of them.</summary>
internal sealed class ReadsEntriesOneByOne(InMemoryConversationStore inner) : ForwardingStore(inner)
{
    public override async Task<InboxSlice> ListInboxAsync(InboxWindow window, CancellationToken cancellationToken = default)
    {
        var slice = await base.ListInboxAsync(window, cancellationToken);
        foreach (var entry in slice.Entries)
            await FindEntryAsync(entry.Conversation.Id, window.UserId, cancellationToken);

        return slice;
    }
}
