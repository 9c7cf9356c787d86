-- number: 4
-- Sends several messages, of one or more conversations, in one round trip, by statements that are each for all of them. Each message is stored as a whole or
-- not at all, in the order given within a conversation. No message may be given twice. The status is that of send_message.
-- The messages to one conversation all have the same effects of an import, or none.
CREATE OR REPLACE FUNCTION @schema.send_messages(
    conversation_ids text[], message_ids text[], senders text[], texts text[], customs text[], replies text[], origins smallint[], hashes bytea[],
    imported timestamptz[], times timestamptz[], actors text[], settings_versions bigint[], participants text[], accesses smallint[], lag interval, skips boolean,
    lock_wait text)
RETURNS TABLE (item integer, status integer, version bigint, sequence bigint, created_at timestamptz)
LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
SET jit = off
AS $body$
#variable_conflict use_column
DECLARE
    head_ids text[];
    head_versions bigint[];
    head_settings bigint[];
    head_sequences bigint[];
    head_listed timestamptz[];
    head_sent_times timestamptz[];
    head_changed timestamptz[];
    statuses integer[];
    versions bigint[];
    sequences bigint[];
    created timestamptz[];
    newest bigint[];
    is_moved boolean;
    now_at timestamptz;
    due_before timestamptz;
    is_imported boolean;
BEGIN
    PERFORM set_config('lock_timeout', lock_wait, true);

    -- The rows are locked in the order of their ids, so two hosts cannot deadlock.
    IF skips THEN
        SELECT array_agg(h.conversation_id), array_agg(h.version), array_agg(h.settings_version), array_agg(h.last_sequence),
            array_agg(h.listed_at), array_agg(h.last_sent_at), array_agg(h.changed_at)
        INTO head_ids, head_versions, head_settings, head_sequences, head_listed, head_sent_times, head_changed
        FROM (
            SELECT * FROM @schema.conversations c WHERE c.conversation_id = ANY (conversation_ids) AND c.state = 1
            ORDER BY c.conversation_id FOR NO KEY UPDATE SKIP LOCKED) h;
    ELSE
        SELECT array_agg(h.conversation_id), array_agg(h.version), array_agg(h.settings_version), array_agg(h.last_sequence),
            array_agg(h.listed_at), array_agg(h.last_sent_at), array_agg(h.changed_at)
        INTO head_ids, head_versions, head_settings, head_sequences, head_listed, head_sent_times, head_changed
        FROM (
            SELECT * FROM @schema.conversations c WHERE c.conversation_id = ANY (conversation_ids) AND c.state = 1
            ORDER BY c.conversation_id FOR NO KEY UPDATE) h;
    END IF;

    -- What was last moved in the resume index before this time is due.
    now_at := date_trunc('milliseconds', clock_timestamp());
    due_before := now_at - lag;

    -- The rows are locked, so no other transaction can write to these conversations: what holds now still holds at the commit.
    SELECT array_agg(d.status ORDER BY d.n), array_agg(d.version + d.place ORDER BY d.n), array_agg(d.sequence + d.place ORDER BY d.n),
        array_agg(d.created_at ORDER BY d.n),
        bool_or(d.status = 0 AND (d.listed_at IS NULL OR d.created_at > d.listed_at + lag OR d.changed_at IS NULL OR d.changed_at < due_before)),
        bool_or(d.imported_at IS NOT NULL)
    INTO statuses, versions, sequences, created, is_moved, is_imported
    FROM (
        SELECT o.n, o.status, o.version, o.sequence, o.listed_at, o.changed_at, o.imported_at, row_number() OVER earlier AS place,
            coalesce(o.imported_at, greatest(o.sent_at, max(o.at) FILTER (WHERE o.imported_at IS NULL) OVER earlier)) AS created_at
        FROM (
            SELECT n, s.conversation_id, imported[n] AS imported_at, times[n] AS at,
                head_versions[h] AS version, head_sequences[h] AS sequence, head_sent_times[h] AS sent_at, head_listed[h] AS listed_at,
                head_changed[h] AS changed_at,
                CASE
                    WHEN h IS NULL THEN
                        CASE WHEN skips AND (
                            SELECT c.state FROM @schema.conversations c WHERE c.conversation_id = s.conversation_id) = 1 THEN 3 ELSE 1 END
                    WHEN settings_versions[n] <> head_settings[h] THEN 1
                    WHEN s.participant IS NOT NULL AND (
                        SELECT p.ended_at IS NULL AND p.access = accesses[n] FROM @schema.participants p
                        WHERE p.conversation_id = s.conversation_id AND p.user_id = s.participant) IS NOT TRUE THEN 1
                    WHEN (
                        SELECT true FROM @schema.messages m WHERE m.conversation_id = s.conversation_id AND m.message_id = s.message_id) THEN 2
                    ELSE 0
                END AS status
            FROM unnest(conversation_ids, message_ids, participants) WITH ORDINALITY AS s (conversation_id, message_id, participant, n)
            LEFT JOIN unnest(head_ids) WITH ORDINALITY AS head (conversation_id, h) ON head.conversation_id = s.conversation_id) o
        WINDOW earlier AS (PARTITION BY o.conversation_id, o.status ORDER BY o.n ROWS UNBOUNDED PRECEDING)) d;

    INSERT INTO @schema.messages
        (conversation_id, sequence, message_id, sender_id, text, custom, created_at, revision, reply_to, origin, hash, emoji_count, version, sent_at, actor)
    SELECT conversation_ids[n], sequences[n], message_ids[n], senders[n], texts[n], customs[n], created[n], 0, replies[n], origins[n] & 7, hashes[n], 0,
        versions[n], nullif(times[n], created[n]), CASE WHEN actors[n] = senders[n] THEN '' ELSE actors[n] END
    FROM unnest(statuses) WITH ORDINALITY AS s (status, n)
    WHERE s.status = 0;

    UPDATE @schema.participants p SET read_up_to = s.sequence, is_marked_unread = false
    FROM (
        SELECT conversation_ids[n] AS conversation_id, senders[n] AS sender, max(sequences[n]) AS sequence
        FROM unnest(statuses) WITH ORDINALITY AS r (status, n)
        WHERE r.status = 0 AND origins[n] & 7 <> 2
        GROUP BY 1, 2) s
    WHERE p.conversation_id = s.conversation_id AND p.user_id = s.sender;

    -- Of messages that are sent, the last one is the newest.
    IF is_imported THEN
        SELECT array_agg(w.sequence ORDER BY w.n) INTO newest
        FROM (
            SELECT n, first_value(sequences[n]) OVER (PARTITION BY conversation_ids[n], r.status ORDER BY created[n] DESC, sequences[n] DESC) AS sequence
            FROM unnest(statuses) WITH ORDINALITY AS r (status, n)) w;
    ELSE
        newest := sequences;
    END IF;

    UPDATE @schema.conversations c
    SET version = s.version, pending = coalesce(c.pending, c.version), last_sequence = s.sequence, message_count = c.message_count + s.count,
        last_message = CASE WHEN c.last_message_at > s.made THEN c.last_message ELSE s.newest END, last_message_at = greatest(c.last_message_at, s.made),
        last_sent = coalesce(s.sent, c.last_sent), last_sent_at = coalesce(s.sent_at, c.last_sent_at),
        last_activity_at = greatest(c.last_activity_at, s.made),
        listed_at = CASE WHEN c.listed_at >= s.made - lag AND c.changed_at >= due_before THEN c.listed_at ELSE greatest(c.last_activity_at, s.made) END,
        changed_at = CASE WHEN c.changed_at >= due_before THEN c.changed_at ELSE now_at END,
        changed_after = CASE WHEN c.changed_at >= due_before THEN c.changed_after ELSE c.version END
    FROM (
        SELECT conversation_ids[n] AS conversation_id, max(versions[n]) AS version, max(sequences[n]) AS sequence, count(*) AS count,
            max(created[n]) AS made, max(newest[n]) AS newest,
            max(sequences[n]) FILTER (WHERE origins[n] & 7 <> 2) AS sent, max(created[n]) FILTER (WHERE origins[n] & 7 <> 2) AS sent_at
        FROM unnest(statuses) WITH ORDINALITY AS r (status, n)
        WHERE r.status = 0
        GROUP BY 1) s
    WHERE c.conversation_id = s.conversation_id;

    IF is_moved THEN
        -- If the resume index is due, both indexes are moved, so that they are due together from then on.
        UPDATE @schema.participants p
        SET listed_at = greatest(p.joined_at, c.last_activity_at), is_empty = p.visible_from > c.last_sequence,
            changed_at = CASE WHEN c.changed_at IS DISTINCT FROM head_changed[h] THEN now_at ELSE p.changed_at END
        FROM unnest(head_ids) WITH ORDINALITY AS head (conversation_id, h)
        JOIN @schema.conversations c ON c.conversation_id = head.conversation_id
            AND (c.listed_at IS DISTINCT FROM head_listed[h] OR c.changed_at IS DISTINCT FROM head_changed[h])
        WHERE p.conversation_id = head.conversation_id AND p.ended_at IS NULL;
    END IF;
    IF is_imported THEN
        -- Whoever has read up to the last message that existed has read everything. If the import hides messages, a hidden one counts as unread too.
        UPDATE @schema.participants p SET read_up_to = s.sequence
        FROM (
            SELECT b.conversation_id, b.sequence, b.hides, coalesce((
                SELECT m.sequence FROM @schema.messages m
                WHERE m.conversation_id = b.conversation_id AND m.sequence < b.first_place AND m.text IS NOT NULL
                ORDER BY m.sequence DESC LIMIT 1), 0) AS last_existing
            FROM (
                SELECT conversation_ids[n] AS conversation_id, min(sequences[n]) AS first_place, max(sequences[n]) AS sequence,
                    bool_or(origins[n] & 16 <> 0) AS hides
                FROM unnest(statuses) WITH ORDINALITY AS r (status, n)
                WHERE r.status = 0
                GROUP BY 1
                HAVING bool_or(origins[n] & 8 <> 0)) b) s
        WHERE p.conversation_id = s.conversation_id AND p.ended_at IS NULL
            AND greatest(p.read_up_to, CASE WHEN s.hides THEN 0 ELSE p.visible_from - 1 END) >= s.last_existing;

        UPDATE @schema.participants p SET visible_from = s.sequence + 1, is_empty = true
        FROM (
            SELECT conversation_ids[n] AS conversation_id, max(sequences[n]) AS sequence
            FROM unnest(statuses) WITH ORDINALITY AS r (status, n)
            WHERE r.status = 0
            GROUP BY 1
            HAVING bool_or(origins[n] & 16 <> 0)) s
        JOIN @schema.conversations c ON c.conversation_id = s.conversation_id
        WHERE p.conversation_id = s.conversation_id AND p.visible_from > 1 AND p.visible_from > c.began_after + 1;
        IF FOUND THEN
            UPDATE @schema.conversations c SET listed_at = NULL
            FROM unnest(statuses) WITH ORDINALITY AS r (status, n)
            WHERE r.status = 0 AND origins[n] & 16 <> 0 AND c.conversation_id = conversation_ids[n];
        END IF;
    END IF;

    RETURN QUERY SELECT s.n::integer, s.status, versions[n], sequences[n], created[n] FROM unnest(statuses) WITH ORDINALITY AS s (status, n);
END
$body$;
