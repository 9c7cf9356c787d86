using System.Text.Json;
using Conversations.Decisions;
using static Conversations.Decisions.CommitOutcome;

namespace Conversations;

/// <content>Writes conversations and participants.</content>
public sealed partial class SqliteConversationStore
{
    /// <summary>The settings of "c". A new setting is added here, to the statements below, and to <see cref="ConversationReader"/>.</summary>
    private const string SettingsColumns = "c.subject, c.photo_url, c.welcome_messages, c.custom";

    private const string InsertSql =
        """
        INSERT INTO conversations (id, state, created_at, participant_count, message_count, last_sequence, version, settings_version, log_after)
        VALUES ($id, 1, 0, 0, 0, 0, 0, 0, 0)
        """;

    private const string CreateSql =
        $"""
        UPDATE conversations
        SET state = 1, created_at = $at, participant_count = $participants, version = version + 1, settings_version = settings_version + 1,
            sequence_after = last_sequence, {Changed}, pending = coalesce(pending, version)
        WHERE number = $number
        """;

    private const string SettingsSql =
        """
        UPDATE conversations SET subject = $subject, photo_url = $photo, welcome_messages = $welcome, custom = $custom
        WHERE number = $number
        """;

    private const string DeleteSql =
        """
        UPDATE conversations
        SET state = 2, subject = NULL, photo_url = NULL, welcome_messages = NULL, custom = NULL, created_at = 0, participant_count = 0, message_count = 0,
            last_message = NULL, last_existing = NULL, last_sent = NULL, last_activity_at = NULL, last_sent_at = NULL, listed_at = NULL, log_after = version
        WHERE number = $number
        """;

    private const string JoinSql =
        """
        INSERT INTO participants
            (conversation, user_id, access, notify, joined_at, joined_after, read_up_to, is_marked_unread, ended_at, ended_by_app, listed_at, is_empty,
            visible_from, changed_at)
        SELECT number, $user, $access, $notify, $at, last_sequence, last_sequence, 0, NULL, 0, max($at, coalesce(last_activity_at, $at)),
            $from > coalesce(last_existing, 0), $from, max($now, coalesce(changed_at, $now))
        FROM conversations
        WHERE number = $conversation
        ON CONFLICT (conversation, user_id) DO UPDATE
        SET access = excluded.access, notify = excluded.notify, joined_at = excluded.joined_at, joined_after = excluded.joined_after,
            read_up_to = excluded.read_up_to, is_marked_unread = 0, ended_at = NULL, ended_by_app = 0, listed_at = excluded.listed_at, is_empty = excluded.is_empty,
            visible_from = excluded.visible_from, changed_at = excluded.changed_at
        """;

    private const string UpdateParticipantSql =
        "UPDATE participants SET access = $access, notify = $notify WHERE conversation = $conversation AND user_id = $user";

    private const string SetHistorySql =
        """
        UPDATE participants
        SET visible_from = $from, is_empty = $from > (SELECT coalesce(c.last_existing, 0) FROM conversations c WHERE c.number = $conversation)
        WHERE conversation = $conversation AND user_id = $user
        """;

    private const string RemoveParticipantSql =
        """
        UPDATE participants SET ended_at = $at, ended_by_app = $byApp
        WHERE conversation = $conversation AND user_id = $user AND ended_at IS NULL
        """;

    private const string FindAccessSql = "SELECT access FROM participants WHERE conversation = $conversation AND user_id = $user AND ended_at IS NULL";

    private static Stored Create(SqliteSession session, Commit commit, Head? head, long now)
    {
        var id = commit.Change.ConversationId;
        if (head is null)
        {
            session.Run(InsertSql, ("$id", id.Value));
            head = Head.Find(session, id, userId: null)!;
        }

        session.Run(
            CreateSql,
            ("$at", commit.Change.At.Milliseconds()),
            ("$participants", commit.Participants.Count),
            ("$moved", head.MovedTo(now)),
            ("$before", head.Version),
            ("$number", head.Number));
        Write(session, head.Number, commit.Settings!);
        SetParticipants(session, head, commit.Participants, commit.Change.At, now);
        Log(session, head.Number, head.Version + 1, commit.Change, sequence: null);
        return new Stored(head.Version + 1);
    }

    private static void Write(SqliteSession session, long number, ConversationSettings settings) => session.Run(
        SettingsSql,
        ("$subject", settings.Subject),
        ("$photo", settings.PhotoUrl),
        ("$welcome", settings.WelcomeMessages.Count == 0 ? null : JsonSerializer.Serialize([.. settings.WelcomeMessages], RowJson.Default.StringArray)),
        ("$custom", settings.Custom.ToColumn()),
        ("$number", number));

    private static void DeleteConversation(SqliteSession session, Head head, long now)
    {
        session.Run(DepartAllSql, ("$version", head.Version + 1), ("$now", now), ("$conversation", head.Number));
        session.Run(DeleteSql, ("$number", head.Number));
    }

    private static void SetParticipants(SqliteSession session, Head head, IReadOnlyList<ParticipantWrite> writes, DateTimeOffset at, long now)
    {
        var conversation = head.Number;
        foreach (var write in writes)
        {
            var from = write.History?.Resolve(head.LastSequence);
            if (write.Joins)
            {
                session.Run(
                    JoinSql,
                    ("$user", write.UserId.Value),
                    ("$access", (int)write.Access),
                    ("$notify", (int)write.Notify),
                    ("$at", at.Milliseconds()),
                    ("$from", from ?? 1),
                    ("$now", now),
                    ("$conversation", conversation));
            }
            else
            {
                session.Run(
                    UpdateParticipantSql,
                    ("$access", (int)write.Access),
                    ("$notify", (int)write.Notify),
                    ("$conversation", conversation),
                    ("$user", write.UserId.Value));
                if (from is not null)
                    session.Run(SetHistorySql, ("$from", from), ("$conversation", conversation), ("$user", write.UserId.Value));
            }
        }
    }

    private static bool RemoveParticipant(SqliteSession session, Head head, ParticipantRemoved removed, long now)
    {
        var isRemoved = session.Run(
            RemoveParticipantSql,
            ("$at", removed.At.Milliseconds()),
            ("$byApp", removed.Left ? 0 : 1),
            ("$conversation", head.Number),
            ("$user", removed.UserId.Value)) == 1;
        if (isRemoved)
            session.Run(DepartSql, ("$conversation", head.Number), ("$user", removed.UserId.Value), ("$version", head.Version + 1), ("$now", now));

        return isRemoved;
    }

    private static ParticipantAccess? FindAccess(SqliteSession session, long conversation, UserId userId) => session.First(
        FindAccessSql, static (ref row) => (ParticipantAccess?)row.NextInt32(), ("$conversation", conversation), ("$user", userId.Value));
}
