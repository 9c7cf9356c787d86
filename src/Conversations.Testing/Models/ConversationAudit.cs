using Conversations.Storage;

namespace Conversations.Testing;

/// <summary>
/// Reads everything of a conversation, and finds what does not fit: a commit that is not whole leaves a row without its change, a change
/// without its row, or a counter that does not agree with the rows.
/// </summary>
internal sealed class ConversationAudit
{
    private const int All = 100_000;

    private readonly IConversations _app;
    private readonly IConversationStore _store;
    private readonly ConversationId _id;
    private readonly LogReplay _log;
    private readonly List<string> _problems;

    private ConversationAudit(IConversations app, IConversationStore store, ConversationId id, LogReplay log) =>
        (_app, _store, _id, _log, _problems) = (app, store, id, log, log.Problems);

    /// <summary>Returns what does not fit, or an empty list. Nobody may write to the conversation meanwhile.</summary>
    internal static async Task<IReadOnlyList<string>> FindProblemsAsync(IConversations app, IConversationStore store, ConversationId id)
    {
        var slice = await store.ListChangesAsync(id, 0, All);
        var audit = new ConversationAudit(app, store, id, LogReplay.Of(slice.Changes, slice.IsPruned));
        await audit.CheckAsync(slice.IsPruned);
        return audit._problems;
    }

    private async Task CheckAsync(bool isPruned)
    {
        var conversation = (await _store.FindConversationAsync(_id, null))?.Conversation;
        var messages = await _store.ListMessagesAsync(new() { ConversationId = _id, Limit = All }) ?? [];
        var participants = await _store.ListParticipantsAsync(new() { ConversationId = _id, Limit = All }) ?? [];
        Same("whether the conversation exists", _log.Exists, conversation is not null);
        if (conversation is not null)
        {
            Same("the version", _log.Version, conversation.Version);
            if (!isPruned)
                Same("the settings version", _log.SettingsChanges, conversation.SettingsVersion);
            if (!isPruned || _log.LastSequence is not null)
                Same("the last sequence", _log.LastSequence ?? 0, conversation.LastSequence);

            var facts = await _store.ReadFactsAsync(new() { ConversationId = _id });
            Same("the settings version of the facts", conversation.SettingsVersion, facts.SettingsVersion);
            Same("the last sequence of the facts", conversation.LastSequence, facts.LastSequence);
            CheckCounters(conversation, messages, participants.Count);
        }

        await CheckMessagesAsync(messages);
        await CheckParticipantsAsync(participants);
        foreach (var participant in participants)
            await CheckReadStateAsync(participant, messages, conversation?.LastSequence ?? 0);
    }

    private void CheckCounters(Conversation conversation, IReadOnlyList<Message> messages, int participants)
    {
        var last = messages.OrderBy(message => message.CreatedAt).ThenBy(message => message.Sequence).LastOrDefault();
        Same("the number of messages", messages.Count, conversation.MessageCount);
        Same("the number of participants", participants, conversation.ParticipantCount);
        Same("the last message", last?.Id, conversation.LastMessage?.Id);
        if (last?.CreatedAt > (conversation.LastActivityAt ?? DateTimeOffset.MinValue))
            _problems.Add($"The last activity is {conversation.LastActivityAt:O}, which is before the last message.");
    }

    private async Task CheckMessagesAsync(IReadOnlyList<Message> messages)
    {
        Same("the messages with their sequences", _log.Messages.Select(one => $"{one.Value} {one.Key}"), messages.Select(one => $"{one.Sequence} {one.Id}"));
        foreach (var message in messages)
        {
            Same($"the revision of message {message.Id}", _log.Revisions.GetValueOrDefault(message.Id), message.Revision);
            var reactors = await _store.ListReactorsAsync(new() { ConversationId = _id, MessageId = message.Id, Limit = All }) ?? [];
            Same(
                $"the reactions to message {message.Id}",
                _log.Reactions.Where(one => one.Message == message.Id).Select(one => $"{one.User} {one.Emoji}"),
                reactors.Select(one => $"{one.UserId} {one.Emoji}"));
            Same(
                $"the counts of reactions to message {message.Id}",
                reactors.GroupBy(one => one.Emoji).Select(one => $"{one.Key} {one.Count()}"),
                message.Reactions.Select(one => $"{one.Emoji} {one.Count}"));
        }
    }

    private async Task CheckParticipantsAsync(IReadOnlyList<Participant> participants)
    {
        Same(
            "the participants",
            _log.Present.Except(_log.Unclear).Select(one => one.Value),
            participants.Select(one => one.UserId).Except(_log.Unclear).Select(one => one.Value));
        var facts = await _store.ReadFactsAsync(new() { ConversationId = _id, Users = [.. _log.Left] });
        foreach (var user in _log.Left.Except(_log.Present).Except(_log.Unclear))
            Same($"the membership of {user}, which ended", true, facts.Memberships.GetValueOrDefault(user) is { IsPresent: false });
    }

    private async Task CheckReadStateAsync(Participant participant, IReadOnlyList<Message> messages, long lastSequence)
    {
        var user = participant.UserId;
        var visible = messages.Where(message => message.Sequence >= participant.VisibleFrom).ToList();
        var unread = visible.Count(message => message.Sequence > participant.ReadUpTo);
        var state = await _store.FindReadStateAsync(_id, user);
        Same($"the read state of {user}", new ReadState(participant.ReadUpTo, unread, participant.IsMarkedUnread), state);
        if (participant.ReadUpTo > lastSequence)
            _problems.Add($"The read position of {user} is {participant.ReadUpTo}, but the last sequence is {lastSequence}.");

        var sent = visible.Where(message => message.SenderId == user && message.Origin != MessageOrigin.Import).Select(message => message.Sequence);
        if (sent.LastOrDefault() is var own && own > participant.ReadUpTo)
            _problems.Add($"The read position of {user} is {participant.ReadUpTo}, but the user sent message {own}.");

        var entry = await _store.FindEntryAsync(_id, user);
        Same($"the unread messages of {user} in the entry", visible.Count > 0 ? unread : entry?.UnreadCount, entry?.UnreadCount);
        var isListed = false;
        await foreach (var listed in _app.ListInboxAsync(user))
            isListed |= listed.Conversation.Id == _id;
        Same($"whether the conversation is in the inbox of {user}", visible.Count > 0, isListed);
    }

    private void Same(string what, IEnumerable<string> log, IEnumerable<string> rows) =>
        Same<string>(what, string.Join(", ", log.Order(StringComparer.Ordinal)), string.Join(", ", rows.Order(StringComparer.Ordinal)));

    private void Same<T>(string what, T? expected, T? actual)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, actual))
            _problems.Add($"{what}: expected '{expected}', but the store returned '{actual}'.");
    }
}
