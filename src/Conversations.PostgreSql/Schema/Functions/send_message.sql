-- number: 4
-- Sends one message in one round trip. Status: 0 the message is stored, 1 a precondition no longer holds, 2 the message id is taken, 3 another transaction
-- has locked the conversation (only if locked conversations are skipped). Statements are planned once, and without sequential scans: plans that are made
-- while the tables are small find rows by their keys too. CREATE OR REPLACE cannot rename a parameter, so the names of the parameters are kept.
-- The origin of an imported message also carries the effects of the import: 8 if it keeps what was read, 16 if it hides what is imported from those who do not
-- see all of the past. Values of the heads are computed in variables, so that updates contain constants: a distributed database needs that.
CREATE OR REPLACE FUNCTION @schema.send_message(
    conversation text, message text, sender text, body text, custom_data text, reply text, message_origin smallint, content_hash bytea,
    imported timestamptz, sent timestamptz, sent_by text, settings bigint, participant text, access_then smallint, lag interval, skips boolean,
    lock_wait text)
RETURNS TABLE (item integer, status integer, version bigint, sequence bigint, created_at timestamptz)
LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
SET jit = off
AS $body$
#variable_conflict use_column
DECLARE
    head record;
    origin_only smallint := message_origin & 7;
    keeps_read boolean := message_origin & 8 <> 0;
    hides boolean := message_origin & 16 <> 0;
    holds boolean;
    made timestamptz;
    active timestamptz;
    listed timestamptz;
    sent_at_last timestamptz;
    place bigint;
    sent_place bigint;
    last_existing bigint;
    first_place bigint;
    moves boolean;
    now_at timestamptz;
    is_due boolean;
    changed timestamptz;
    changed_since bigint;
BEGIN
    PERFORM set_config('lock_timeout', lock_wait, true);
    item := 1;
    status := 1;
    IF skips THEN
        SELECT c.version, c.settings_version, c.last_sequence, c.last_activity_at, c.listed_at, c.last_message, c.last_message_at,
            c.last_sent, c.last_sent_at, c.began_after, c.changed_at, c.changed_after
        INTO head
        FROM @schema.conversations c WHERE c.conversation_id = conversation AND c.state = 1 FOR NO KEY UPDATE SKIP LOCKED;
    ELSE
        SELECT c.version, c.settings_version, c.last_sequence, c.last_activity_at, c.listed_at, c.last_message, c.last_message_at,
            c.last_sent, c.last_sent_at, c.began_after, c.changed_at, c.changed_after
        INTO head
        FROM @schema.conversations c WHERE c.conversation_id = conversation AND c.state = 1 FOR NO KEY UPDATE;
    END IF;
    IF NOT FOUND THEN
        IF skips THEN
            PERFORM 1 FROM @schema.conversations c WHERE c.conversation_id = conversation AND c.state = 1;
            status := CASE WHEN FOUND THEN 3 ELSE 1 END;
        END IF;
        RETURN NEXT;
        RETURN;
    END IF;

    -- The row is locked, so no other transaction can write to this conversation: what holds now still holds at the commit.
    IF settings <> head.settings_version THEN
        RETURN NEXT;
        RETURN;
    END IF;
    IF participant IS NOT NULL THEN
        SELECT p.ended_at IS NULL AND p.access = access_then INTO holds FROM @schema.participants p
        WHERE p.conversation_id = conversation AND p.user_id = participant;
        IF holds IS NOT TRUE THEN
            RETURN NEXT;
            RETURN;
        END IF;
    END IF;

    made := coalesce(imported, greatest(sent, head.last_sent_at));
    place := head.last_sequence + 1;
    INSERT INTO @schema.messages
        (conversation_id, sequence, message_id, sender_id, text, custom, created_at, revision, reply_to, origin, hash, emoji_count, version, sent_at, actor)
    VALUES (conversation, place, message, sender, body, custom_data, made, 0, reply, origin_only, content_hash, 0, head.version + 1, nullif(sent, made),
        CASE WHEN sent_by = sender THEN '' ELSE sent_by END)
    ON CONFLICT ON CONSTRAINT messages_id DO NOTHING;
    IF NOT FOUND THEN
        status := 2;
        RETURN NEXT;
        RETURN;
    END IF;

    IF origin_only = 2 THEN
        sent_place := head.last_sent;
        sent_at_last := head.last_sent_at;
    ELSE
        sent_place := place;
        sent_at_last := made;
        IF sender IS NOT NULL THEN
            UPDATE @schema.participants p SET read_up_to = place, is_marked_unread = false
            WHERE p.conversation_id = conversation AND p.user_id = sender;
        END IF;
    END IF;

    active := greatest(head.last_activity_at, made);
    moves := head.listed_at IS NULL OR made > head.listed_at + lag;
    -- The inbox index and the resume index of the participants lag by the same time. If the resume index is due, both are moved, so that they are due
    -- together from then on, and one update moves both.
    now_at := date_trunc('milliseconds', clock_timestamp());
    is_due := head.changed_at IS NULL OR now_at > head.changed_at + lag;
    moves := moves OR is_due;
    listed := CASE WHEN moves THEN active ELSE head.listed_at END;
    changed := CASE WHEN is_due THEN now_at ELSE head.changed_at END;
    changed_since := CASE WHEN is_due THEN head.version ELSE head.changed_after END;
    IF moves THEN
        UPDATE @schema.participants p
        SET listed_at = greatest(p.joined_at, active), is_empty = p.visible_from > place,
            changed_at = CASE WHEN is_due THEN changed ELSE p.changed_at END
        WHERE p.conversation_id = conversation AND p.ended_at IS NULL;
    END IF;
    IF keeps_read THEN
        -- Whoever has read up to the last message that existed has read everything. If the import hides messages, a hidden one counts as unread too.
        SELECT m.sequence INTO last_existing FROM @schema.messages m
        WHERE m.conversation_id = conversation AND m.sequence < place AND m.text IS NOT NULL
        ORDER BY m.sequence DESC LIMIT 1;
        last_existing := coalesce(last_existing, 0);
        UPDATE @schema.participants p SET read_up_to = place
        WHERE p.conversation_id = conversation AND p.ended_at IS NULL
            AND greatest(p.read_up_to, CASE WHEN hides THEN 0 ELSE p.visible_from - 1 END) >= last_existing;
    END IF;
    IF hides THEN
        first_place := head.began_after + 1;
        UPDATE @schema.participants p SET visible_from = place + 1, is_empty = true
        WHERE p.conversation_id = conversation AND p.visible_from > 1 AND p.visible_from > first_place;
        IF FOUND THEN
            listed := NULL;
        END IF;
    END IF;
    UPDATE @schema.conversations c
    SET version = head.version + 1, pending = coalesce(c.pending, head.version), last_sequence = place, message_count = c.message_count + 1,
        last_message = CASE WHEN head.last_message_at > made THEN head.last_message ELSE place END,
        last_message_at = greatest(head.last_message_at, made), last_sent = sent_place, last_sent_at = sent_at_last,
        last_activity_at = active, listed_at = listed, changed_at = changed, changed_after = changed_since
    WHERE c.conversation_id = conversation;

    status := 0;
    version := head.version + 1;
    sequence := place;
    created_at := made;
    RETURN NEXT;
END
$body$;
