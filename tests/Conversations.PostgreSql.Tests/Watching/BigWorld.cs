namespace Conversations.PostgreSql.Tests.Watching;

/// <summary>
/// Makes a world as large as one in use: 20,000 messages and 902 participants in the room, 2,000 conversations of Alice, and 18,000 of other users;
/// 50 conversations with a mark, and 20,000 parked rows of a handler; 20,900 departures, and 20,000 notes and users of five hosts that have watches.
/// </summary>
internal static class BigWorld
{
    /// <summary>A time after which ten conversations of Alice have changed, and ten more have ended.</summary>
    internal static DateTimeOffset Late { get; } = new DateTimeOffset(2026, 1, 1, 0, 0, 30, TimeSpan.Zero).AddMinutes(1_990);

    private const string FillSql =
        """
        INSERT INTO conversations (conversation_id, state, created_at, participant_count, message_count, last_message, last_sequence, last_activity_at,
            listed_at, version, settings_version, log_after)
        SELECT 'c-' || i, 1, t, 2, 2, 2, 2, t, t, 3, 1, 0
        FROM generate_series(1, 20000) i, LATERAL (SELECT timestamptz '2026-01-01' + i * interval '1 minute') AS at (t);

        INSERT INTO participants
        SELECT 'c-' || i, 'alice', p.access, p.notify, '2025-12-01', 0, 1, false, NULL, false, timestamptz '2026-01-01' + i * interval '1 minute', false
        FROM generate_series(1, 2000) i, participants p WHERE p.conversation_id = 'room' AND p.user_id = 'alice';

        INSERT INTO participants
        SELECT 'c-' || i, 'u-' || i, p.access, p.notify, '2025-12-01', 0, 2, false, NULL, false, timestamptz '2026-01-01' + i * interval '1 minute', false
        FROM generate_series(1, 20000) i, participants p WHERE p.conversation_id = 'room' AND p.user_id = 'alice';

        INSERT INTO participants
        SELECT 'room', 'u-' || i, p.access, p.notify, '2025-12-01', 0, 5, false, NULL, false, p.listed_at, false
        FROM generate_series(1, 900) i, participants p WHERE p.conversation_id = 'room' AND p.user_id = 'alice';

        INSERT INTO messages
        SELECT 'c-' || i, n, md5(i::text) || n, 'u-' || i, 'Text of some length, as texts are.', NULL, timestamptz '2026-01-01' + i * interval '1 minute', NULL, 0, NULL, 0,
            decode(md5('x'), 'hex'), 0, n + 1, NULL, ''
        FROM generate_series(1, 20000) i, generate_series(1, 2) n;

        INSERT INTO messages
        SELECT 'room', n, 'm-' || n, 'u-' || n % 300, 'Text of some length, as texts are.', NULL, timestamptz '2026-01-01' + n * interval '1 second', NULL, 0,
            CASE WHEN n % 10 = 0 THEN 'm-' || n / 2 END, 0, decode(md5('x'), 'hex'), CASE WHEN n % 100 = 0 THEN 1 ELSE 0 END,
            380000 + n, NULL, ''
        FROM generate_series(11, 20000) n;

        UPDATE messages SET text = NULL WHERE conversation_id = 'room' AND sequence % 50 = 7;

        INSERT INTO reactions
        SELECT 'room', n, 100000 + n * 10 + i, 'u-' || i, '👍', '2026-02-01' FROM generate_series(100, 20000, 100) n, generate_series(1, 5) i;

        INSERT INTO reactions
        SELECT 'c-' || i, 1, 3, 'alice', '👍', '2026-02-01' FROM generate_series(1, 2000) i;

        INSERT INTO changes (conversation_id, version, kind, at, actor, user_id)
        SELECT 'c-' || i, n + 3, 5, '2026-02-01', 'u-' || i, 'u-' || i FROM generate_series(1, 20000) i, generate_series(1, 2) n;

        INSERT INTO changes (conversation_id, version, kind, at, actor, user_id)
        SELECT 'room', 100000 + n, 5, '2026-02-01', 'u-' || n % 300, 'u-' || n % 300 FROM generate_series(11, 20000) n;

        UPDATE conversations
        SET message_count = 20000 - 400, last_message = 20000, last_sequence = 20000, version = 400000, participant_count = 902
        WHERE conversation_id = 'room';

        UPDATE conversations SET pending = 2 WHERE conversation_id IN (SELECT 'c-' || i FROM generate_series(1, 50) i);

        INSERT INTO delivery_handlers VALUES ('other', '', 1, NULL, '2026-02-01');

        INSERT INTO deliveries
        SELECT 'c-' || i, 'other', 1, 0, NULL, 8, NULL, true, 'Why' FROM generate_series(1, 20000) i;

        UPDATE participants SET changed_at = listed_at;

        INSERT INTO departures
        SELECT 'd-' || i, 'alice', 3, timestamptz '2026-01-01' + i * interval '1 minute' FROM generate_series(1, 2000) i;

        INSERT INTO departures
        SELECT 'd-' || i, 'u-' || i, 3, timestamptz '2026-01-01' + i * interval '1 minute' FROM generate_series(1, 18000) i;

        INSERT INTO departures
        SELECT 'room', 'v-' || i, 300000 + i, timestamptz '2026-01-01' + i * interval '1 minute' FROM generate_series(1, 900) i;

        INSERT INTO watch_hosts SELECT md5(h::text)::uuid, now() + interval '1 day' FROM generate_series(1, 5) h;

        INSERT INTO watch_online SELECT 'u-' || i, md5((i % 5 + 1)::text)::uuid FROM generate_series(1, 20000) i;

        INSERT INTO watch_notes SELECT md5((i % 5 + 1)::text)::uuid, i, now() + interval '1 day', 'note' FROM generate_series(1, 20000) i;

        INSERT INTO users SELECT 'u-' || i, '{"id":"u-' || i || '","name":"Somebody","photoUrl":"https://example.com/photos/' || i || '"}', 1 FROM generate_series(1, 20000) i;
        """;

    internal static async Task<World> CreateAsync(string settings)
    {
        var world = await World.CreateAsync(settings);
        await world.RunAsync(FillSql);
        await world.VacuumAsync("conversations", "participants", "messages", "reactions", "changes", "users", "erasures", "deliveries", "departures", "watch_hosts", "watch_online", "watch_notes");
        return world;
    }
}
