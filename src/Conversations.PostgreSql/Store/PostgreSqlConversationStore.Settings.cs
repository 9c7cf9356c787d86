using System.Text.Json;
using Conversations.Storage;
using static Conversations.Storage.CommitOutcome;

namespace Conversations;

/// <content>Writing conversations and who takes part.</content>
public sealed partial class PostgreSqlConversationStore
{
    private const string InsertSql =
        """
        INSERT INTO @schema.conversations
            (conversation_id, state, created_at, participant_count, message_count, last_sequence, version, settings_version, log_after)
        VALUES (@id, 0, @at, 0, 0, 0, 0, 0, 0)
        ON CONFLICT ON CONSTRAINT conversations_key DO NOTHING
        """;

    private const string CreateSql =
        """
        UPDATE @schema.conversations
        SET state = 1, created_at = @at, participant_count = @participants, version = version + 1, settings_version = settings_version + 1
        WHERE conversation_id = @id
        """;

    private const string SettingsSql =
        """
        UPDATE @schema.conversations SET subject = @subject, photo_url = @photo, welcome_messages = @welcome, custom = @custom
        WHERE conversation_id = @id
        """;

    private const string ChangeSettingsSql =
        """
        UPDATE @schema.conversations SET version = @version, settings_version = settings_version + 1, participant_count = participant_count + @joined
        WHERE conversation_id = @id
        """;

    private const string DeleteSql =
        """
        UPDATE @schema.conversations
        SET state = 2, subject = NULL, photo_url = NULL, welcome_messages = NULL, custom = NULL, created_at = @none, participant_count = 0,
            message_count = 0, last_message = NULL, last_activity_at = NULL, listed_at = NULL, log_after = version
        WHERE conversation_id = @id
        """;

    private const string SeatSql =
        """
        INSERT INTO @schema.participants AS p
            (conversation_id, user_id, access, notify, joined_at, joined_after, read_up_to, is_marked_unread, ended_at, ended_by_app, listed_at, is_empty)
        SELECT c.conversation_id, s.user_id, s.access, s.notify, @at, c.last_sequence, c.last_sequence, false, NULL, false,
            greatest(@at, c.last_activity_at), c.listed_at IS NULL
        FROM @schema.conversations c, unnest(@users, @accesses, @notifies) AS s (user_id, access, notify)
        WHERE c.conversation_id = @id
        ON CONFLICT ON CONSTRAINT participants_key DO UPDATE
        SET access = excluded.access, notify = excluded.notify, joined_at = excluded.joined_at, joined_after = excluded.joined_after,
            read_up_to = excluded.read_up_to, is_marked_unread = false, ended_at = NULL, ended_by_app = false, listed_at = excluded.listed_at,
            is_empty = excluded.is_empty
        """;

    private const string ReseatSql =
        "UPDATE @schema.participants SET access = @access, notify = @notify WHERE conversation_id = @id AND user_id = @user";

    private const string UnseatSql =
        """
        UPDATE @schema.participants SET ended_at = @at, ended_by_app = @byApp
        WHERE conversation_id = @id AND user_id = @user AND ended_at IS NULL
        """;

    private static async Task<CommitOutcome> CreateAsync(PostgreSqlSession session, Commit commit, Head? head)
    {
        var (id, at) = (commit.Change.ConversationId, commit.Change.At);
        if (head is null)
        {
            // Whoever else inserts it at the same moment is waited for, and has created it then.
            await session.RunAsync(InsertSql, CancellationToken.None, ("id", id.Value), ("at", at)).ConfigureAwait(false);
            head = await Head.LockAsync(session, id).ConfigureAwait(false);
        }

        if (head is not { State: HeadState.Deleted })
            return Stale.Instance;

        await session.RunAsync(CreateSql, CancellationToken.None, ("at", at), ("participants", commit.Seats.Count), ("id", id.Value)).ConfigureAwait(false);
        await WriteAsync(session, id, commit.Settings!).ConfigureAwait(false);
        await SeatAsync(session, id, commit.Seats, at).ConfigureAwait(false);
        await LogAsync(session, head.Version + 1, commit.Change, sequence: null).ConfigureAwait(false);
        return new Stored(head.Version + 1);
    }

    private static async Task<CommitOutcome> ApplySettingsAsync(PostgreSqlSession session, Commit commit, Head head)
    {
        var (id, change) = (head.Id, commit.Change);
        if (change is ConversationDeleted)
            await session.RunAsync(DeleteSql, CancellationToken.None, ("none", DateTimeOffset.UnixEpoch), ("id", id.Value)).ConfigureAwait(false);
        else if (change is ParticipantRemoved removed && !await UnseatAsync(session, id, removed).ConfigureAwait(false))
            return Stale.Instance;

        if (commit.Settings is { } settings)
            await WriteAsync(session, id, settings).ConfigureAwait(false);

        await SeatAsync(session, id, commit.Seats, change.At).ConfigureAwait(false);
        await session.RunAsync(
            ChangeSettingsSql,
            CancellationToken.None,
            ("version", head.Version + 1),
            ("joined", commit.Seats.Count(seat => seat.Joins) - (change is ParticipantRemoved ? 1 : 0)),
            ("id", id.Value)).ConfigureAwait(false);
        await LogAsync(session, head.Version + 1, change, sequence: null).ConfigureAwait(false);
        return new Stored(head.Version + 1);
    }

    private static Task<int> WriteAsync(PostgreSqlSession session, ConversationId id, ConversationSettings settings) => session.RunAsync(
        SettingsSql,
        CancellationToken.None,
        ("subject", settings.Subject),
        ("photo", settings.PhotoUrl),
        ("welcome", settings.WelcomeMessages.Count == 0 ? null : JsonSerializer.Serialize([.. settings.WelcomeMessages], RowJson.Default.StringArray)),
        ("custom", settings.Custom.ToColumn()),
        ("id", id.Value));

    private static async Task SeatAsync(PostgreSqlSession session, ConversationId id, IReadOnlyList<Seat> seats, DateTimeOffset at)
    {
        var joining = seats.Where(seat => seat.Joins).ToList();
        if (joining.Count > 0)
        {
            await session.RunAsync(
                SeatSql,
                CancellationToken.None,
                ("at", at),
                ("users", joining.Select(seat => seat.UserId).ToColumn()),
                ("accesses", joining.Select(seat => (short)seat.Access).ToArray()),
                ("notifies", joining.Select(seat => (short)seat.Notify).ToArray()),
                ("id", id.Value)).ConfigureAwait(false);
        }

        foreach (var seat in seats.Where(seat => !seat.Joins))
        {
            await session.RunAsync(
                ReseatSql,
                CancellationToken.None,
                ("access", (short)seat.Access),
                ("notify", (short)seat.Notify),
                ("id", id.Value),
                ("user", seat.UserId.Value)).ConfigureAwait(false);
        }
    }

    private static async Task<bool> UnseatAsync(PostgreSqlSession session, ConversationId id, ParticipantRemoved removed) => await session.RunAsync(
        UnseatSql,
        CancellationToken.None,
        ("at", removed.At),
        ("byApp", !removed.Left),
        ("id", id.Value),
        ("user", removed.UserId.Value)).ConfigureAwait(false) == 1;
}
