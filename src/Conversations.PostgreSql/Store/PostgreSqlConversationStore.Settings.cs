using System.Text.Json;
using Conversations.Decisions;
using static Conversations.Decisions.CommitOutcome;

namespace Conversations;

/// <content>Writes of conversations and their participants.</content>
public sealed partial class PostgreSqlConversationStore
{
    /// <summary>The settings of "c". A new setting is added here, to the statements below, and to <see cref="ConversationReader"/>.</summary>
    private const string SettingsColumns = "c.subject, c.photo_url, c.welcome_messages, c.custom";

    private const string InsertSql =
        """
        INSERT INTO @schema.conversations
            (conversation_id, state, created_at, participant_count, message_count, last_sequence, version, settings_version, log_after)
        VALUES (@id, 0, @at, 0, 0, 0, 0, 0, 0)
        ON CONFLICT ON CONSTRAINT conversations_key DO NOTHING
        """;

    /// <summary>Moves the time of the conversation if @moves says that it is due, in a statement that raises the version afterwards.</summary>
    private const string MovesChanged =
        "changed_at = CASE WHEN @moves THEN @now ELSE changed_at END, changed_after = CASE WHEN @moves THEN version ELSE changed_after END";

    private const string CreateSql =
        $"""
        UPDATE @schema.conversations
        SET state = 1, began_after = last_sequence, created_at = @at, participant_count = @participants, version = version + 1,
            settings_version = settings_version + 1, {SetsMark},
            {MovesChanged}
        WHERE conversation_id = @id
        """;

    private const string SettingsSql =
        """
        UPDATE @schema.conversations SET subject = @subject, photo_url = @photo, welcome_messages = @welcome, custom = @custom
        WHERE conversation_id = @id
        """;

    private const string ChangeSettingsSql =
        $"""
        UPDATE @schema.conversations
        SET version = @version, {SetsMark}, settings_version = settings_version + 1, participant_count = participant_count + @joined
        WHERE conversation_id = @id
        """;

    private const string DeleteSql =
        $"""
        UPDATE @schema.conversations
        SET state = 2, subject = NULL, photo_url = NULL, welcome_messages = NULL, custom = NULL, created_at = @none, participant_count = 0,
            message_count = 0, last_message = NULL, last_message_at = NULL, last_sent = NULL, last_sent_at = NULL,
            last_activity_at = NULL, listed_at = NULL, log_after = version,
            {MovesChanged}
        WHERE conversation_id = @id
        """;

    private const string JoinSql =
        """
        INSERT INTO @schema.participants AS p
            (conversation_id, user_id, access, notify, joined_at, joined_after, read_up_to, is_marked_unread, ended_at, ended_by_app, listed_at, is_empty,
            visible_from, changed_at)
        SELECT c.conversation_id, s.user_id, s.access, s.notify, @at, c.last_sequence, c.last_sequence, false, NULL, false,
            greatest(@at, c.last_activity_at), s.is_empty, s.visible_from, @now
        FROM @schema.conversations c, unnest(@users, @accesses, @notifies, @empties, @visibles) AS s (user_id, access, notify, is_empty, visible_from)
        WHERE c.conversation_id = @id
        ON CONFLICT ON CONSTRAINT participants_key DO UPDATE
        SET access = excluded.access, notify = excluded.notify, joined_at = excluded.joined_at, joined_after = excluded.joined_after,
            read_up_to = excluded.read_up_to, is_marked_unread = false, ended_at = NULL, ended_by_app = false, listed_at = excluded.listed_at,
            is_empty = excluded.is_empty, visible_from = excluded.visible_from, changed_at = excluded.changed_at
        """;

    private const string UpdateParticipantSql =
        "UPDATE @schema.participants SET access = @access, notify = @notify WHERE conversation_id = @id AND user_id = @user";

    private const string SetHistorySql =
        "UPDATE @schema.participants SET visible_from = @visible, is_empty = @empty WHERE conversation_id = @id AND user_id = @user";

    private const string CountDeletedSql = "SELECT count(*) FROM @schema.messages WHERE conversation_id = @id AND sequence >= @from AND text IS NULL";

    private const string RemoveParticipantSql =
        """
        UPDATE @schema.participants SET ended_at = @at, ended_by_app = @byApp
        WHERE conversation_id = @id AND user_id = @user AND ended_at IS NULL
        """;

    private static async Task<CommitOutcome> CreateAsync(PostgreSqlSession session, Commit commit, Head? head)
    {
        var (id, at) = (commit.Change.ConversationId, commit.Change.At);
        if (head is null)
        {
            // If another transaction inserts the row at the same moment, this waits for its end. The conversation then exists, which makes this commit stale.
            await session.RunAsync(InsertSql, ("id", id.Value), ("at", at)).ConfigureAwait(false);
            head = await Head.LockAsync(session, id).ConfigureAwait(false);
        }

        if (head is not { State: HeadState.Deleted })
            return Stale.Instance;

        await session.RunAsync(
            CreateSql,
            ("at", at),
            ("participants", commit.Participants.Count),
            ("moves", head.MovesChanged),
            ("now", head.Now),
            ("id", id.Value)).ConfigureAwait(false);
        await WriteSettingsAsync(session, id, commit.Settings!).ConfigureAwait(false);
        await SetParticipantsAsync(session, head, commit.Participants, at).ConfigureAwait(false);
        await LogAsync(session, head.Version + 1, commit.Change, sequence: null).ConfigureAwait(false);
        return new Stored(head.Version + 1);
    }

    private static async Task<CommitOutcome> ApplyToConversationAsync(PostgreSqlSession session, Commit commit, Head head)
    {
        var (id, change) = (head.Id, commit.Change);
        if (change is ConversationDeleted)
            await DeleteAsync(session, head).ConfigureAwait(false);
        else if (change is ParticipantRemoved removed && !await RemoveParticipantAsync(session, head, removed).ConfigureAwait(false))
            return Stale.Instance;

        if (commit.Settings is { } settings)
            await WriteSettingsAsync(session, id, settings).ConfigureAwait(false);

        await SetParticipantsAsync(session, head, commit.Participants, change.At).ConfigureAwait(false);
        await session.RunAsync(
            ChangeSettingsSql,
            ("version", head.Version + 1),
            ("joined", commit.Participants.Count(write => write.Joins) - (change is ParticipantRemoved ? 1 : 0)),
            ("id", id.Value)).ConfigureAwait(false);
        await LogAsync(session, head.Version + 1, change, sequence: null).ConfigureAwait(false);
        return new Stored(head.Version + 1);
    }

    private static Task<int> WriteSettingsAsync(PostgreSqlSession session, ConversationId id, ConversationSettings settings) => session.RunAsync(
        SettingsSql,
        ("subject", settings.Subject),
        ("photo", settings.PhotoUrl),
        ("welcome", settings.WelcomeMessages.Count == 0 ? null : JsonSerializer.Serialize([.. settings.WelcomeMessages], RowJson.Default.StringArray)),
        ("custom", settings.Custom.ToColumn()),
        ("id", id.Value));

    private static async Task SetParticipantsAsync(PostgreSqlSession session, Head head, IReadOnlyList<ParticipantWrite> writes, DateTimeOffset at)
    {
        var (joining, views) = (writes.Where(write => write.Joins).ToList(), await ViewsAsync(session, head, writes).ConfigureAwait(false));
        if (joining.Count > 0)
        {
            await session.RunAsync(
                JoinSql,
                ("at", at),
                ("now", head.Now),
                ("users", joining.Select(write => write.UserId).ToColumn()),
                ("accesses", joining.Select(write => (short)write.Access).ToArray()),
                ("notifies", joining.Select(write => (short)write.Notify).ToArray()),
                ("empties", joining.Select(write => views[FirstOf(write, head)]).ToArray()),
                ("visibles", joining.Select(write => FirstOf(write, head)).ToArray()),
                ("id", head.Id.Value)).ConfigureAwait(false);
        }

        foreach (var write in writes.Where(write => !write.Joins))
        {
            (string, object?)[] place = [("id", head.Id.Value), ("user", write.UserId.Value)];
            await session.RunAsync(
                UpdateParticipantSql, [("access", (short)write.Access), ("notify", (short)write.Notify), .. place]).ConfigureAwait(false);
            if (write.History is null)
                continue;

            var first = FirstOf(write, head);
            await session.RunAsync(SetHistorySql, [("visible", first), ("empty", views[first]), .. place]).ConfigureAwait(false);
        }

        if (head.IsListed && views.ContainsValue(true))
            await session.RunAsync(MovesAllSql, ("id", head.Id.Value)).ConfigureAwait(false);
    }

    /// <summary>Returns the first sequence that a participant is to see.</summary>
    private static long FirstOf(ParticipantWrite write, Head head) => write.History?.Resolve(head.LastSequence) ?? 1;

    /// <summary>Tells for each first sequence that participants are to see whether they then see no message.</summary>
    private static async Task<Dictionary<long, bool>> ViewsAsync(PostgreSqlSession session, Head head, IReadOnlyList<ParticipantWrite> writes)
    {
        var views = new Dictionary<long, bool>();
        foreach (var first in writes.Where(write => write.Joins || write.History is not null).Select(write => FirstOf(write, head)).Distinct())
        {
            views[first] = first == 1 ? head.MessageCount == 0 : first > head.LastSequence || head.LastSequence - Math.Max(first - 1, head.BeganAfter) == await session.FirstAsync(
                CountDeletedSql, static (ref row) => row.NextInt64(), ("id", head.Id.Value), ("from", first)).ConfigureAwait(false);
        }

        return views;
    }

    private static Task<int> DeleteAsync(PostgreSqlSession session, Head head) => session.RunTogetherAsync(
        [DepartAllSql, DeleteSql],
        ("none", DateTimeOffset.UnixEpoch),
        ("version", head.Version + 1),
        ("moves", head.MovesChanged),
        ("now", head.Now),
        ("id", head.Id.Value));

    /// <summary>Ends a participation and notes when it ended. The two statements write one row each, or none.</summary>
    private static async Task<bool> RemoveParticipantAsync(PostgreSqlSession session, Head head, ParticipantRemoved removed) =>
        await session.RunTogetherAsync(
            [DepartSql, RemoveParticipantSql],
            ("at", removed.At),
            ("byApp", !removed.Left),
            ("version", head.Version + 1),
            ("now", head.Now),
            ("id", head.Id.Value),
            ("user", removed.UserId.Value)).ConfigureAwait(false) > 0;
}
