using Conversations.Decisions;
using static Conversations.Decisions.CommitOutcome;

namespace Conversations.MariaDb;

/// <content>Stores commits, and marks what is read.</content>
internal sealed partial class MariaDbConversationStore
{
    public async Task<IReadOnlyList<CommitOutcome>> CommitAsync(IReadOnlyList<Commit> commits, CancellationToken cancellationToken = default)
    {
        var outcomes = new List<CommitOutcome>();
        foreach (var commit in commits)
            outcomes.Add(await OfAsync(WriteAsync(transaction => ApplyAsync(transaction, commit), cancellationToken, commit.Message?.Id)));

        return outcomes;
    }

    public Task<ReadState?> MarkAsReadAsync(ConversationId id, UserId userId, long upTo, CancellationToken cancellationToken = default) => MarkAsync(
        id,
        userId,
        (row, last) => row with { ReadUpTo = Math.Max(row.ReadUpTo, Math.Min(upTo, last)), IsMarkedUnread = false },
        cancellationToken);

    public Task<ReadState?> MarkAsUnreadAsync(ConversationId id, UserId userId, CancellationToken cancellationToken = default) =>
        MarkAsync(id, userId, (row, _) => row with { IsMarkedUnread = true }, cancellationToken);

    private Task<ReadState?> MarkAsync(
        ConversationId id, UserId userId, Func<Participant, long, Participant> mark, CancellationToken cancellationToken) => WriteAsync(
        async transaction =>
        {
            var facts = await ReadFactsAsync(transaction, await LockAsync(transaction, id), new() { ConversationId = id, Users = [userId] });
            if (facts.Participant(userId) is { } row)
                await transaction.ExecuteAsync(Save(id, new(mark(row, facts.LastSequence))));

            return (await transaction.FindAsync(Conversation(userId, $"c.id = {id}"), Rows.Entry))?.ToReadState();
        },
        cancellationToken);

    private static async Task<CommitOutcome> ApplyAsync(Transaction transaction, Commit commit)
    {
        var id = commit.Change.ConversationId;
        if (commit.Change is ConversationCreated)
            await transaction.ExecuteAsync($"INSERT INTO conversations (id) VALUES ({id}) ON DUPLICATE KEY UPDATE id = id");

        var head = await LockAsync(transaction, id);
        var facts = await ReadFactsAsync(transaction, head, CommitRules.Needs(commit));
        if (!CommitRules.Holds(commit, facts))
            return Stale.Instance;

        if (commit.Message is not null && facts.Message is { } slot)
            return new MessageExists(slot);

        var sent = head.MessageOf(commit);
        var after = head.After(commit, sent);
        var (version, sequence) = (after.Counters.Version, sent?.Sequence ?? facts.Message?.Sequence ?? 0);
        var change = commit.Change.Numbered(version, sequence);
        var reactors = change is not ReactionChange ? [] : await transaction.FindAsync(
            $"SELECT reactors FROM messages WHERE conversation_id = {id} AND sequence = {sequence}", Rows.Reactors) ?? [];

        // The log of a deleted conversation begins with its deletion, so the effects come first.
        await transaction.ExecuteAsync(
        [
            .. sent is null ? [Effect(commit, change, facts, reactors)] : Sending(commit, sent, facts, head.Counters.PrecedingSequence),
            .. commit.Participants.Select(write => Save(id, new(write.ApplyTo(facts.Participant(write.UserId), change.At, facts.LastSequence)))),
            $"INSERT INTO changes (conversation_id, version, sequence, body) VALUES ({id}, {version}, {sequence}, {Rows.ToJson(change)})",
            $"""
            UPDATE conversations
            SET head = {Rows.ToJson(after)}, is_live = {after.Settings is not null}, last_sequence = {after.Counters.LastSequence},
                preceding_sequence = {after.Counters.PrecedingSequence}, last_activity_at = {after.Counters.LastActivityAt}
            WHERE id = {id}
            """,
        ]);
        return new Stored(version, sent?.ReplyTo is null ? sent : (await FindSlotAsync(transaction, id, sent.Id, null))!.Message);
    }

    private static FormattableString Effect(Commit commit, Change change, ConversationFacts facts, Reactor[] reactors)
    {
        var id = facts.ConversationId;
        FormattableString message = $"conversation_id = {id} AND sequence = {facts.Message?.Sequence}";
        return change switch
        {
            ConversationDeleted =>
                $"""
                DELETE FROM participants WHERE conversation_id = {id};
                DELETE FROM messages WHERE conversation_id = {id};
                DELETE FROM changes WHERE conversation_id = {id}
                """,
            ParticipantRemoved removed => Save(id, new(facts.Memberships[removed.UserId].Participant, removed.At, !removed.Left)),
            MessageEdited edited =>
                $"UPDATE messages SET body = {Rows.ToBody(commit.Content!.ApplyTo(facts.Message!.Message!, edited))} WHERE {message}",
            MessageDeleted =>
                $"UPDATE messages SET hash = NULL, reply_to = NULL, created_at = NULL, body = NULL, reactors = '[]' WHERE {message}",
            ReactionAdded added => Reacting([.. reactors, new(added.UserId, added.Emoji, added.At, added.Version)]),
            ReactionRemoved removed => Reacting([.. reactors.Where(one => one.UserId != removed.UserId || one.Emoji != removed.Emoji)]),
            _ => $"DO 0",
        };

        FormattableString Reacting(Reactor[] now) => $"UPDATE messages SET reactors = {Rows.ToJson(now)} WHERE {message}";
    }

    private static IEnumerable<FormattableString> Sending(Commit commit, Message message, ConversationFacts facts, long precedingSequence)
    {
        var (id, sequence, hides) = (message.ConversationId, message.Sequence, commit.Import is { HidesFromOthers: true });
        yield return $"""
            INSERT INTO messages (conversation_id, sequence, message_id, sender_id, hash, reply_to, created_at, body)
            VALUES ({id}, {sequence}, {message.Id}, {message.SenderId}, {commit.Message!.Hash.ToByteArray()}, {message.ReplyTo}, {message.CreatedAt},
                {Rows.ToBody(message)})
            """;
        if (message is { Origin: not MessageOrigin.Import, SenderId: { } user } && facts.Participant(user) is { } sender)
            yield return Save(id, new(sender with { ReadUpTo = sequence, IsMarkedUnread = false }));

        // Whoever had read everything has read the imported message too.
        if (commit.Import is { KeepsRead: true })
        {
            yield return $"""
                UPDATE participants p SET p.read_up_to = {sequence}, p.membership = JSON_SET(p.membership, '$.participant.readUpTo', {sequence})
                WHERE p.conversation_id = {id} AND p.is_present AND NOT EXISTS (
                    SELECT 1 FROM messages m WHERE m.conversation_id = {id} AND m.created_at IS NOT NULL AND m.sequence < {sequence}
                        AND m.sequence > GREATEST(p.read_up_to, IF({hides}, 0, p.visible_from - 1)))
                """;
        }

        if (hides)
        {
            yield return $"""
                UPDATE participants SET visible_from = {sequence + 1}, membership = JSON_SET(membership, '$.participant.visibleFrom', {sequence + 1})
                WHERE conversation_id = {id} AND visible_from > {precedingSequence + 1}
                """;
        }
    }

    private static FormattableString Save(ConversationId id, Membership membership)
    {
        var one = membership.Participant;
        return $"""
            REPLACE INTO participants (conversation_id, user_id, is_present, joined_at, visible_from, read_up_to, membership)
            VALUES ({id}, {one.UserId}, {membership.IsPresent}, {one.JoinedAt}, {one.VisibleFrom}, {one.ReadUpTo}, {Rows.ToJson(membership)})
            """;
    }
}
