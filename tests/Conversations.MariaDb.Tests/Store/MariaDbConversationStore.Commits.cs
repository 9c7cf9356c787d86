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
            outcomes.Add(await CommitAsync(commit, cancellationToken));

        return outcomes;
    }

    private async Task<CommitOutcome> CommitAsync(Commit commit, CancellationToken cancellationToken)
    {
        try
        {
            return await WriteAsync(
                async transaction =>
                {
                    var outcome = await ApplyAsync(transaction, commit);
                    if (outcome is Stored)
                        await transaction.CommitAsync(commit.Message?.Id);

                    return outcome;
                },
                cancellationToken);
        }
        catch (ConversationsException error)
        {
            return new Failed(error);
        }
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

        var sequence = facts.Message?.Sequence ?? 0;
        foreach (var write in commit.Participants)
            await WriteAsync(transaction, row, write, commit.Change.At);

        switch (commit.Change)
        {
            case ConversationCreated created:
                await transaction.ExecuteAsync($"UPDATE conversations SET created_at = {created.At} WHERE id = {id}");
                break;
            case ConversationDeleted:
                await DeleteAsync(transaction, row);
                break;
            case ParticipantRemoved removed:
                await transaction.ExecuteAsync(
                    $"""
                    UPDATE participants SET ended_at = {removed.At}, ended_by_app = {!removed.Left}
                    WHERE conversation_id = {id} AND user_id = {removed.UserId}
                    """);
                break;
            case MessageSent:
                sequence = row.LastSequence + 1;
                await SendAsync(transaction, row, commit);
                break;
            case MessageEdited edited:
                await transaction.ExecuteAsync(
                    $"""
                    UPDATE messages
                    SET text = {commit.Content!.Text}, custom = {commit.Content.Custom}, edited_at = {edited.At}, revision = {edited.Revision}
                    WHERE conversation_id = {id} AND sequence = {sequence}
                    """);
                break;
            case MessageDeleted:
                await transaction.ExecuteAsync(
                    $"""
                    UPDATE messages
                    SET is_deleted = TRUE, hash = NULL, text = NULL, custom = NULL, reply_to = NULL, origin = 0, created_at = 0, edited_at = NULL, revision = 0
                    WHERE conversation_id = {id} AND sequence = {sequence}
                    """);
                await transaction.ExecuteAsync($"DELETE FROM reactions WHERE conversation_id = {id} AND sequence = {sequence}");
                break;
            case ReactionAdded added:
                await transaction.ExecuteAsync(
                    $"""
                    INSERT INTO reactions (conversation_id, sequence, emoji, user_id, reacted_at, version)
                    VALUES ({id}, {sequence}, {added.Emoji}, {added.UserId}, {added.At}, {row.Version + 1})
                    """);
                break;
            case ReactionRemoved removed:
                await transaction.ExecuteAsync(
                    $"""
                    DELETE FROM reactions
                    WHERE conversation_id = {id} AND sequence = {sequence} AND emoji = {removed.Emoji} AND user_id = {removed.UserId}
                    """);
                break;
        }

        await LogAsync(transaction, row, commit, sequence);
        return new Stored(row.Version + 1, commit.Message is { } sent ? (await FindSlotAsync(transaction, id, sent.Id, null))!.Message : null);
    }

    private static Task<int> WriteAsync(Transaction transaction, ConversationRow row, ParticipantWrite write, DateTimeOffset at) => transaction.ExecuteAsync(
        write.Joins
            ? (FormattableString)$"""
               REPLACE INTO participants (conversation_id, user_id, access, notify, joined_at, joined_after, visible_from, read_up_to, is_marked_unread, ended_by_app)
               VALUES ({row.Id}, {write.UserId}, {write.Access}, {write.Notify}, {at}, {row.LastSequence}, {write.History?.Resolve(row.LastSequence) ?? 1},
                   {row.LastSequence}, FALSE, FALSE)
               """
            : $"""
               UPDATE participants
               SET access = {write.Access}, notify = {write.Notify}, visible_from = COALESCE({write.History?.Resolve(row.LastSequence)}, visible_from)
               WHERE conversation_id = {row.Id} AND user_id = {write.UserId}
               """);

    private static async Task DeleteAsync(Transaction transaction, ConversationRow row)
    {
        await transaction.ExecuteAsync(
            $"""
            DELETE FROM participants WHERE conversation_id = {row.Id};
            DELETE FROM messages WHERE conversation_id = {row.Id};
            DELETE FROM reactions WHERE conversation_id = {row.Id};
            DELETE FROM changes WHERE conversation_id = {row.Id};
            DELETE FROM change_users WHERE conversation_id = {row.Id};
            UPDATE conversations
            SET created_at = NULL, subject = NULL, photo_url = NULL, welcome_messages = NULL, custom = NULL, last_activity_at = NULL, last_sent_at = NULL,
                deleted_version = version, deleted_sequence = last_sequence
            WHERE id = {row.Id}
            """);
    }

    private static async Task SendAsync(Transaction transaction, ConversationRow row, Commit commit)
    {
        var draft = commit.Message!;
        var message = draft.At(row.Id, row.LastSequence + 1, row.LastSentAt > commit.Change.At ? row.LastSentAt.Value : commit.Change.At);
        var hash = new byte[ContentHash.Size];
        draft.Hash.CopyTo(hash);
        await transaction.ExecuteAsync(
            $"""
            INSERT INTO messages (conversation_id, sequence, id, sender_id, is_deleted, hash, text, custom, reply_to, origin, created_at, revision)
            VALUES ({row.Id}, {message.Sequence}, {message.Id}, {message.SenderId}, FALSE, {hash}, {message.Text}, {message.Custom}, {message.ReplyTo},
                {message.Origin}, {message.CreatedAt}, 0)
            """);
        await transaction.ExecuteAsync(
            $"""
            UPDATE conversations
            SET last_sequence = {message.Sequence}, last_activity_at = GREATEST(COALESCE(last_activity_at, {message.CreatedAt}), {message.CreatedAt}),
                last_sent_at = IF({draft.ImportedAt is null}, {message.CreatedAt}, last_sent_at)
            WHERE id = {row.Id}
            """);
        if (draft.ImportedAt is null)
        {
            await transaction.ExecuteAsync(
                $"""
                UPDATE participants SET read_up_to = {message.Sequence}, is_marked_unread = FALSE
                WHERE conversation_id = {row.Id} AND user_id = {message.SenderId}
                """);
        }
        else if (commit.Import is { } effects)
        {
            await ImportAsync(transaction, row, message.Sequence, effects);
        }
    }

    private static async Task ImportAsync(Transaction transaction, ConversationRow row, long sequence, ImportEffects effects)
    {
        if (effects.KeepsRead)
        {
            await transaction.ExecuteAsync(
                $"""
                UPDATE participants p SET p.read_up_to = {sequence}
                WHERE p.conversation_id = {row.Id} AND p.ended_at IS NULL AND NOT EXISTS (
                    SELECT 1 FROM messages m
                    WHERE m.conversation_id = p.conversation_id AND NOT m.is_deleted AND m.sequence < {sequence}
                        AND m.sequence > GREATEST(p.read_up_to, IF({effects.HidesFromOthers}, 0, p.visible_from - 1)))
                """);
        }

        if (effects.HidesFromOthers)
        {
            await transaction.ExecuteAsync(
                $"UPDATE participants SET visible_from = {sequence + 1} WHERE conversation_id = {row.Id} AND visible_from > {row.DeletedSequence + 1}");
        }
    }

    /// <summary>Writes the change into the log, and the version and the attributes into the row of the conversation.</summary>
    private static async Task LogAsync(Transaction transaction, ConversationRow row, Commit commit, long sequence)
    {
        var change = commit.Change with { Version = row.Version + 1 };
        if (change is MessageChange about)
            change = about with { Sequence = sequence };

        await transaction.ExecuteAsync(
            $"INSERT INTO changes (conversation_id, version, sequence, body) VALUES ({row.Id}, {change.Version}, {sequence}, {Json(change)})");
        await WriteUsersAsync(transaction, change);
        await transaction.ExecuteAsync(
            $"UPDATE conversations SET version = {change.Version}, settings_version = settings_version + {commit.ChangesSettings} WHERE id = {row.Id}");
        if (commit.Settings is { } settings)
        {
            await transaction.ExecuteAsync(
                $"""
                UPDATE conversations
                SET subject = {settings.Subject}, photo_url = {settings.PhotoUrl}, welcome_messages = {JsonSerializer.Serialize(settings.WelcomeMessages)},
                    custom = {settings.Custom}
                WHERE id = {row.Id}
                """);
        }
    }

    private static async Task WriteUsersAsync(Transaction transaction, Change change)
    {
        foreach (var user in change.Users)
        {
            await transaction.ExecuteAsync(
                $"INSERT INTO change_users (conversation_id, version, user_id) VALUES ({change.ConversationId}, {change.Version}, {user})");
        }
    }

    private static string Json(Change change) => JsonSerializer.Serialize(change, ConversationsJson.Options);
}
