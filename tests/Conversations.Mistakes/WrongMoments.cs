using Conversations.Decisions;
using Conversations.Storage;

namespace Conversations.Mistakes;

/// <summary>Reads the entries of a page again after the filter has chosen them.</summary>
internal sealed class ReadsChosenEntriesAgain(IConversationStore inner) : ForwardingStore(inner)
{
    public override async Task<InboxSlice> ListInboxAsync(InboxWindow window, CancellationToken cancellationToken = default)
    {
        var slice = await base.ListInboxAsync(window, cancellationToken);
        var entries = new List<StoredInboxEntry>();
        foreach (var entry in slice.Entries)
        {
            if (await FindEntryAsync(entry.Conversation.Id, window.UserId, cancellationToken) is { } again)
                entries.Add(again);
        }

        return new(entries, slice.Next);
    }
}

/// <summary>Reads the participants of a page in a first statement, and each conversation in one of its own, without a snapshot.</summary>
internal sealed class ReadsEntriesInTwoStatements(IConversationStore inner) : ForwardingStore(inner)
{
    public override async Task<InboxSlice> ListInboxAsync(InboxWindow window, CancellationToken cancellationToken = default)
    {
        var first = await base.ListInboxAsync(window.With(one => one.Filter, null).With(one => one.Limit, InboxWindow.MaxLookedAt), cancellationToken);
        var entries = new List<StoredInboxEntry>();
        foreach (var entry in first.Entries)
        {
            var found = await FindConversationAsync(entry.Conversation.Id, window.UserId, cancellationToken);
            var whole = found is null ? entry : new(found.Conversation, entry.Participant, entry.UnreadCount, entry.FirstOthers);
            if (window.Filter?.Invoke(whole) != false && entries.Count < window.Limit)
                entries.Add(whole);
        }

        return new(entries, null);
    }
}

/// <summary>Reads one part of a page of messages in a second statement, without a snapshot.</summary>
internal sealed class ReadsMessagesInTwoStatements(IConversationStore inner, Func<Message, Message, Message> merge) : ForwardingStore(inner)
{
    public override async Task<IReadOnlyList<Message>?> ListMessagesAsync(MessageWindow window, CancellationToken cancellationToken = default)
    {
        var first = await base.ListMessagesAsync(window, cancellationToken);
        await NextVersionAsync(this, window.ConversationId);
        var second = await base.ListMessagesAsync(window, cancellationToken);
        return first is null || second is null ? first : [.. first.Zip(second, merge)];
    }

    /// <summary>Waits until something changed, but no longer than a short time.</summary>
    internal static async Task NextVersionAsync(ForwardingStore store, ConversationId id)
    {
        async Task<long?> VersionAsync() => (await store.FindConversationAsync(id, null))?.Conversation.Version;

        var before = await VersionAsync();
        for (var i = 0; i < 1_000 && await VersionAsync() == before; i++)
            await Task.Yield();
    }
}

/// <summary>Reads the facts in two statements, without a snapshot.</summary>
internal sealed class ReadsFactsInTwoStatements(IConversationStore inner) : ForwardingStore(inner)
{
    public override async Task<ConversationFacts> ReadFactsAsync(FactsQuery query, CancellationToken cancellationToken = default)
    {
        var first = await base.ReadFactsAsync(query, cancellationToken);
        if (query.Message is not null || query.Users.Count == 0)
            return first;

        var second = await base.ReadFactsAsync(query, cancellationToken);
        for (var i = 0; i < 1_000 && second.SettingsVersion == first.SettingsVersion; i++)
        {
            await Task.Yield();
            second = await base.ReadFactsAsync(query, cancellationToken);
        }

        return second.With(one => one.Settings, first.Settings);
    }
}

/// <summary>Checks the viewer of a page of messages first, and reads the page when something has changed.</summary>
internal sealed class ChecksTheViewerFirst(IConversationStore inner) : ForwardingStore(inner)
{
    public override async Task<IReadOnlyList<Message>?> ListMessagesAsync(MessageWindow window, CancellationToken cancellationToken = default)
    {
        if (window.Viewer is not { } viewer)
            return await base.ListMessagesAsync(window, cancellationToken);
        if (await FindParticipantAsync(window.ConversationId, viewer, null, cancellationToken) is not { } participant)
            return null;

        var last = (await FindConversationAsync(window.ConversationId, null, cancellationToken))!.Conversation.LastSequence;
        for (var i = 0; i < 1_000 && (await FindConversationAsync(window.ConversationId, null, cancellationToken))!.Conversation.LastSequence == last; i++)
            await Task.Yield();

        return await base.ListMessagesAsync(
            window.With(one => one.Viewer, null).With(one => one.From, Math.Max(window.From, participant.VisibleFrom)), cancellationToken);
    }
}
