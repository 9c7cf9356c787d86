using System.Text.Json;
using Conversations.Decisions;
using static Conversations.Decisions.CommitOutcome;

namespace Conversations.MariaDb;

/// <content>Stores commits.</content>
internal sealed partial class MariaDbConversationStore
{
    public async Task<IReadOnlyList<CommitOutcome>> CommitAsync(IReadOnlyList<Commit> commits, CancellationToken cancellationToken = default)
    {
        var outcomes = new List<CommitOutcome>();
        foreach (var commit in commits)
        {
            try
            {
                outcomes.Add(await WriteAsync(transaction => StoreAsync(transaction, commit), cancellationToken));
            }
            catch (ConversationsException error)
            {
                outcomes.Add(new Failed(error));
            }
        }

        return outcomes;
    }

    private static async Task<CommitOutcome> StoreAsync(Transaction transaction, Commit commit)
    {
        var outcome = await ApplyAsync(transaction, commit);
        if (outcome is Stored)
            await transaction.CommitAsync(commit.Message?.Id);

        return outcome;
    }

    private static async Task<CommitOutcome> ApplyAsync(Transaction transaction, Commit commit)
    {
        var id = commit.Change.ConversationId;
        if (commit.Change is ConversationCreated)
            await transaction.ExecuteAsync($"INSERT INTO conversations (id) VALUES ({id}) ON DUPLICATE KEY UPDATE id = id");

        if (await LockAsync(transaction, id) is not { } row)
            return Stale.Instance;

        var facts = await ReadFactsAsync(transaction, row, CommitRules.Needs(commit));
        if (!CommitRules.Holds(commit, facts))
            return Stale.Instance;

        if (commit.Message is not null && facts.Message is { } slot)
            return new MessageExists(slot);

        var sequence = facts.Message?.Sequence ?? (commit.Message is null ? 0 : row.Counters.LastSequence + 1);
        var change = commit.Change with { Version = row.Counters.Version + 1 };
        if (change is MessageChange about)
            change = about with { Sequence = sequence };

        // The log of a deleted conversation begins with its deletion, so the effect comes first.
        await transaction.ExecuteAsync(
        [
            Effect(row, commit, change, sequence),
            .. commit.Participants.Select(write => Effect(row, write, change.At)),
            $"INSERT INTO changes (conversation_id, version, sequence, body) VALUES ({id}, {change.Version}, {sequence}, {Json(change)})",
            .. UsersOf(change),
            Numbers(commit, change),
        ]);
        return new Stored(change.Version, commit.Message is { } sent ? (await FindSlotAsync(transaction, id, sent.Id, null))!.Message : null);
    }

    private static FormattableString Effect(ConversationRow row, Commit commit, Change change, long sequence) => change switch
    {
        ConversationCreated => $"UPDATE conversations SET created_at = {change.At} WHERE id = {row.Id}",
        ConversationDeleted =>
            $"""
            DELETE FROM participants WHERE conversation_id = {row.Id};
            DELETE FROM messages WHERE conversation_id = {row.Id};
            DELETE FROM reactions WHERE conversation_id = {row.Id};
            DELETE FROM changes WHERE conversation_id = {row.Id};
            DELETE FROM change_users WHERE conversation_id = {row.Id};
            UPDATE conversations
            SET created_at = NULL, subject = NULL, photo_url = NULL, welcome_messages = NULL, custom = NULL, last_activity_at = NULL, last_sent_at = NULL,
                participant_count = 0, deleted_version = version, deleted_sequence = last_sequence
            WHERE id = {row.Id}
            """,
        ParticipantRemoved removed =>
            $"""
            UPDATE participants SET ended_at = {removed.At}, ended_by_app = {!removed.Left}
            WHERE conversation_id = {row.Id} AND user_id = {removed.UserId};
            UPDATE conversations SET participant_count = participant_count - 1 WHERE id = {row.Id}
            """,
        MessageSent => Sending(row, commit, sequence),
        MessageEdited edited =>
            $"""
            UPDATE messages SET text = {commit.Content!.Text}, custom = {commit.Content.Custom}, edited_at = {edited.At}, revision = {edited.Revision}
            WHERE conversation_id = {row.Id} AND sequence = {sequence}
            """,
        MessageDeleted =>
            $"""
            UPDATE messages
            SET is_deleted = TRUE, hash = NULL, text = NULL, custom = NULL, reply_to = NULL, origin = NULL, created_at = NULL, edited_at = NULL, revision = NULL
            WHERE conversation_id = {row.Id} AND sequence = {sequence};
            DELETE FROM reactions WHERE conversation_id = {row.Id} AND sequence = {sequence}
            """,
        ReactionAdded added =>
            $"""
            INSERT INTO reactions (conversation_id, sequence, emoji, user_id, reacted_at, version)
            VALUES ({row.Id}, {sequence}, {added.Emoji}, {added.UserId}, {added.At}, {added.Version})
            """,
        ReactionRemoved removed =>
            $"""
            DELETE FROM reactions
            WHERE conversation_id = {row.Id} AND sequence = {sequence} AND emoji = {removed.Emoji} AND user_id = {removed.UserId}
            """,
        _ => $"DO 0",
    };

    private static FormattableString Effect(ConversationRow row, ParticipantWrite write, DateTimeOffset at)
    {
        var (last, from) = (row.Counters.LastSequence, write.History?.Resolve(row.Counters.LastSequence));
        return write.Joins
            ? $"""
               REPLACE INTO participants (conversation_id, user_id, access, notify, joined_at, joined_after, visible_from, read_up_to)
               VALUES ({row.Id}, {write.UserId}, {write.Access}, {write.Notify}, {at}, {last}, {from ?? 1}, {last});
               UPDATE conversations SET participant_count = participant_count + 1 WHERE id = {row.Id}
               """
            : (FormattableString)$"""
               UPDATE participants SET access = {write.Access}, notify = {write.Notify}, visible_from = COALESCE({from}, visible_from)
               WHERE conversation_id = {row.Id} AND user_id = {write.UserId}
               """;
    }

    private static FormattableString Sending(ConversationRow row, Commit commit, long sequence)
    {
        var (draft, at) = (commit.Message!, commit.Change.At);
        var message = draft.At(row.Id, sequence, row.LastSentAt > at ? row.LastSentAt.Value : at);
        var isSent = draft.ImportedAt is null;
        var hash = new byte[ContentHash.Size];
        draft.Hash.CopyTo(hash);
        return $"""
            INSERT INTO messages (conversation_id, sequence, id, sender_id, hash, text, custom, reply_to, origin, created_at, revision)
            VALUES ({row.Id}, {sequence}, {message.Id}, {message.SenderId}, {hash}, {message.Text}, {message.Custom}, {message.ReplyTo}, {message.Origin},
                {message.CreatedAt}, 0);
            UPDATE conversations
            SET last_sequence = {sequence}, last_sent_at = IF({isSent}, {message.CreatedAt}, last_sent_at),
                last_activity_at = GREATEST(COALESCE(last_activity_at, {message.CreatedAt}), {message.CreatedAt})
            WHERE id = {row.Id};
            UPDATE participants SET read_up_to = {sequence}, is_marked_unread = FALSE
            WHERE {isSent} AND conversation_id = {row.Id} AND user_id = {message.SenderId};
            UPDATE participants p SET p.read_up_to = {sequence}
            WHERE {commit.Import is { KeepsRead: true }} AND p.conversation_id = {row.Id} AND p.ended_at IS NULL AND NOT EXISTS (
                SELECT 1 FROM messages m WHERE m.conversation_id = p.conversation_id AND m.is_deleted = FALSE AND m.sequence < {sequence}
                    AND m.sequence > GREATEST(p.read_up_to, IF({commit.Import is { HidesFromOthers: true }}, 0, p.visible_from - 1)));
            UPDATE participants SET visible_from = {sequence + 1}
            WHERE {commit.Import is { HidesFromOthers: true }} AND conversation_id = {row.Id} AND visible_from > {row.DeletedSequence + 1}
            """;
    }

    private static FormattableString Numbers(Commit commit, Change change)
    {
        FormattableString settings = commit.Settings is { } all
            ? $", subject = {all.Subject}, photo_url = {all.PhotoUrl}, welcome_messages = {JsonSerializer.Serialize(all.WelcomeMessages)}, custom = {all.Custom}"
            : (FormattableString)$"";
        return $"""
            UPDATE conversations SET version = {change.Version}, settings_version = settings_version + {commit.ChangesSettings}{settings}
            WHERE id = {change.ConversationId}
            """;
    }

    /// <summary>The statements that list the users whom a change names, so that their erasure finds it.</summary>
    private static IEnumerable<FormattableString> UsersOf(Change change) => change.Users.Select(user => (FormattableString)
        $"INSERT INTO change_users (conversation_id, version, user_id) VALUES ({change.ConversationId}, {change.Version}, {user})");

    private static string Json(Change change) => JsonSerializer.Serialize(change, ConversationsJson.Options);
}
