using System.Globalization;
using Conversations.Decisions;
using Conversations.Storage;

namespace Conversations.Testing;

/// <summary>Compares everything that a store returns for one conversation with what the model returns.</summary>
internal sealed class ModelReads(IConversationStore store, ConversationId id, IReadOnlyList<UserId> users, IReadOnlyList<MessageId> messageIds)
{
    internal async Task CompareAsync(ConversationModel model)
    {
        await CompareAsync(model, null);
        foreach (var user in users)
            await CompareAsync(model, user);

        await CompareFactsAsync(model);
        await CompareLogAsync(model);
    }

    private async Task CompareAsync(ConversationModel model, UserId? viewer)
    {
        var found = await store.FindConversationAsync(id, viewer, default);
        var participants = model.Participants(viewer);
        Same(model.Conversation(viewer), found?.Conversation, $"the conversation for {NameOf(viewer)}");
        Same(participants?.FirstOrDefault(one => one.UserId == viewer), found?.Viewer, $"the participant row of {NameOf(viewer)}");
        SameList(participants, await ParticipantsAsync(viewer), $"the participants for {NameOf(viewer)}");
        foreach (var user in users)
        {
            var one = await store.FindParticipantAsync(id, user, viewer);
            Same(participants?.FirstOrDefault(participant => participant.UserId == user), one, $"participant '{user}' for {NameOf(viewer)}");
        }

        Same(
            model.EveryoneReadUpTo(viewer),
            await store.FindEveryoneReadUpToAsync(id, viewer),
            $"the position that everyone has read, for {NameOf(viewer)}");
        if (viewer is { } reader)
            await CompareInboxAsync(model, reader);

        var messages = model.ListMessages(viewer);
        SameList(messages, await store.ListMessagesAsync(new() { ConversationId = id, Viewer = viewer, Limit = 1_000 }), $"the messages for {NameOf(viewer)}");
        SameList(
            messages?.Reverse().Where(one => one.Sequence <= 20).Take(3),
            await store.ListMessagesAsync(new() { ConversationId = id, Viewer = viewer, To = 20, Descending = true, Limit = 3 }),
            $"the last three messages up to sequence 20 for {NameOf(viewer)}");
        SameList(
            messages?.Where(one => one.Sequence >= 5).Take(2),
            await store.ListMessagesAsync(new() { ConversationId = id, Viewer = viewer, From = 5, Limit = 2 }),
            $"the first two messages from sequence 5 for {NameOf(viewer)}");
        foreach (var messageId in messageIds)
        {
            var one = await store.FindMessageAsync(id, messageId, viewer);
            Same(messages?.FirstOrDefault(message => message.Id == messageId), one, $"message '{messageId}' for {NameOf(viewer)}");
            SameList(
                model.Reactors(messageId, viewer),
                await ReactorsAsync(messageId, viewer),
                $"the reactors of message '{messageId}' for {NameOf(viewer)}");
        }
    }

    private async Task CompareInboxAsync(ConversationModel model, UserId reader)
    {
        var (conversation, state) = (model.Conversation(reader), model.ReadState(reader));
        Same(state, await store.FindReadStateAsync(id, reader), $"the read state of '{reader}'");
        CompareEntry(await store.FindEntryAsync(id, reader), isListed: conversation is not null, $"the entry of '{reader}'");

        // Each list of commands has its own users, who take part in no other conversation.
        var (inbox, all) = (new InboxWindow { UserId = reader, Limit = 10 }, new InboxWindow { UserId = reader, Limit = 10, IncludeEmpty = true });
        var isInInbox = conversation is { MessageCount: > 0 };
        CompareEntry((await store.ListInboxAsync(inbox)).Entries.SingleOrDefault(), isInInbox, $"the inbox of '{reader}'");
        CompareEntry((await store.ListInboxAsync(all)).Entries.SingleOrDefault(), conversation is not null, $"all conversations of '{reader}'");

        void CompareEntry(StoredInboxEntry? entry, bool isListed, string what)
        {
            Same(isListed ? conversation : null, entry?.Conversation, $"the conversation in {what}");
            Same(isListed ? state!.UnreadCount : null, entry?.UnreadCount, $"the unread count in {what}");
            Same(
                isListed ? model.Participants(reader)!.Single(one => one.UserId == reader) : null,
                entry?.Participant,
                $"the participant in {what}");
        }
    }

    private async Task CompareFactsAsync(ConversationModel model)
    {
        foreach (var (messageId, user) in messageIds.Zip(users.Concat(users)))
        {
            var query = new FactsQuery
            {
                ConversationId = id,
                Users = users,
                Message = messageId,
                Reactor = user,
                ReplyTo = messageIds[0],
                HidesHistory = true,
            };
            var (expected, actual) = (model.Facts(query), await store.ReadFactsAsync(query));
            Same(
                (id, expected.Settings, expected.SettingsVersion, expected.ParticipantCount, false),
                (actual.ConversationId, actual.Settings, actual.SettingsVersion, actual.ParticipantCount, actual.HasRemains),
                "the facts");
            if (expected.Exists)
                Same((expected.LastSequence, expected.HidesHistory), (actual.LastSequence, actual.HidesHistory), "the facts about the history");

            SameList(users.Select(user => MembershipOf(expected, user)), users.Select(user => MembershipOf(actual, user)), "the memberships");
            Same(WithoutHash(expected.Message), WithoutHash(actual.Message), $"the slot of message id '{messageId}'");
            Same(WithoutHash(expected.ReplyTo), WithoutHash(actual.ReplyTo), $"the slot of message id '{messageIds[0]}'");
        }
    }

    private async Task CompareLogAsync(ConversationModel model)
    {
        var pruned = model.Log.IsEmpty ? 0 : model.Log[0].Version - 1;
        foreach (var after in new[] { 0, pruned, model.Version / 2, model.Version, model.Version + 1 })
        {
            foreach (var limit in new[] { 3, int.MaxValue })
            {
                var slice = await store.ListChangesAsync(id, after, limit);
                SameList(
                    model.Log.Where(change => change.Version > after).Take(limit),
                    slice.Changes,
                    $"the first {limit} changes after version {after}");
                Same(after < pruned, slice.IsPruned, $"whether changes after version {after} are pruned");
            }
        }
    }

    private async Task<List<Participant>?> ParticipantsAsync(UserId? viewer)
    {
        var all = new List<Participant>();
        (DateTimeOffset JoinedAt, UserId UserId)? after = null;
        while (await store.ListParticipantsAsync(new() { ConversationId = id, Viewer = viewer, After = after, Limit = 2 }) is { } page)
        {
            all.AddRange(page);
            if (page.Count == 0)
                return all;

            after = (page[^1].JoinedAt, page[^1].UserId);
        }

        return null;
    }

    private async Task<List<Reactor>?> ReactorsAsync(MessageId messageId, UserId? viewer)
    {
        var all = new List<Reactor>();
        var after = 0L;
        while (await store.ListReactorsAsync(
            new() { ConversationId = id, MessageId = messageId, Viewer = viewer, AfterVersion = after, Limit = 2 }) is { } page)
        {
            all.AddRange(page);
            if (page.Count == 0)
                return all;

            after = page[^1].Version;
        }

        return null;
    }

    private static string NameOf(UserId? viewer) => viewer is { } user ? $"viewer '{user}'" : "the app, without a viewer";

    /// <summary>Removes the hash, because the model computes another one. Whether there is a hash must still be equal.</summary>
    private static (long Sequence, UserId? SenderId, bool HasHash, object? Message)? WithoutHash(MessageSlot? slot) =>
        slot is null ? null : (slot.Sequence, slot.SenderId, slot.Hash != default, slot.Message);

    private static (Participant Participant, string? EndedAt, bool EndedByApp)? MembershipOf(ConversationFacts facts, UserId user) =>
        facts.Memberships.TryGetValue(user, out var one)
            ? (one.Participant, one.EndedAt?.ToString("O", CultureInfo.InvariantCulture), one.EndedByApp)
            : null;

    private static void SameList<T>(IEnumerable<T>? expected, IEnumerable<T>? actual, string what) =>
        Same(expected is null ? null : Lines(expected), actual is null ? null : Lines(actual), what);

    private static void Same(object? expected, object? actual, string what)
    {
        if (!Equals(Seen.Of(expected), Seen.Of(actual)))
            Assert.Fail($"The store and the model differ in {what}.\nThe model: {Failure.Text(expected)}\nThe store: {Failure.Text(actual)}");
    }

    private static string Lines<T>(IEnumerable<T> list) => string.Join('\n', list);
}
