-- @schema stands for the quoted name of the schema. Ids are compared as UTF-8 bytes (collation "C"), times are whole milliseconds, custom data is
-- canonical JSON text. Every key of a conversation's tables begins with its id, so that they can be distributed by it.

-- The row outlives its conversation: it keeps the counters for one that is created again under the id. No foreign key names it: all that belongs to a
-- conversation is written under the lock of its row, which is never removed, and PostgreSQL would look for it again with every message.
CREATE TABLE @schema.conversations (
    conversation_id   text COLLATE "C" NOT NULL,
    state             smallint NOT NULL, -- 0 deleted, 1 exists, 2 deleted with rows to purge
    subject           text,
    photo_url         text,
    welcome_messages  text, -- a JSON array of strings
    custom            text,
    created_at        timestamptz NOT NULL,
    participant_count integer NOT NULL,
    message_count     bigint NOT NULL,
    last_message      bigint, -- the sequence of the last one that was not deleted
    last_sequence     bigint NOT NULL,
    last_activity_at  timestamptz,
    listed_at         timestamptz, -- to what time all its participants were last moved in their inboxes; null = there was no message yet
    version           bigint NOT NULL,
    settings_version  bigint NOT NULL,
    log_after         bigint NOT NULL, -- the version after which the log begins
    CONSTRAINT conversations_key PRIMARY KEY (conversation_id)
) WITH (fillfactor = 50); -- a send changes no indexed column, and finds room for the new row beside the old one

-- Who takes part (ended_at is null), and who once did.
CREATE TABLE @schema.participants (
    conversation_id  text COLLATE "C" NOT NULL,
    user_id          text COLLATE "C" NOT NULL,
    access           smallint NOT NULL,
    notify           smallint NOT NULL,
    joined_at        timestamptz NOT NULL,
    joined_after     bigint NOT NULL,
    read_up_to       bigint NOT NULL,
    is_marked_unread boolean NOT NULL,
    ended_at         timestamptz,
    ended_by_app     boolean NOT NULL,
    listed_at        timestamptz NOT NULL, -- the place in the user's inbox: it lags behind the true one by a minute at most
    is_empty         boolean NOT NULL, -- the conversation had no message yet
    CONSTRAINT participants_key PRIMARY KEY (conversation_id, user_id)
) WITH (fillfactor = 70);

CREATE INDEX participants_latest ON @schema.participants (conversation_id, joined_at DESC, user_id) WHERE ended_at IS NULL;
CREATE INDEX participants_earliest ON @schema.participants (conversation_id, joined_at, user_id) WHERE ended_at IS NULL;
-- The user is not its first column: else it would serve to find one participant too, by reading all conversations of the user.
CREATE INDEX participants_inbox ON @schema.participants (is_empty, user_id, listed_at DESC) WHERE ended_at IS NULL;

-- Most conversations are small. Plans made for that would read all of a conversation to find one row there, which hurts in the large ones: so the
-- planner is told of fewer and larger ones.
ALTER TABLE @schema.participants ALTER COLUMN conversation_id SET (n_distinct = 1000);

-- A deleted message leaves its id, sequence and sender: its text is null.
CREATE TABLE @schema.messages (
    conversation_id text COLLATE "C" NOT NULL,
    sequence        bigint NOT NULL,
    message_id      text COLLATE "C" NOT NULL,
    sender_id       text COLLATE "C",
    text            text,
    custom          text,
    created_at      timestamptz NOT NULL,
    edited_at       timestamptz,
    revision        integer NOT NULL,
    reply_to        text COLLATE "C",
    origin          smallint NOT NULL,
    hash            bytea,
    emoji_count     integer NOT NULL,
    version         bigint NOT NULL, -- of the change that it was sent by, whose line of the log this row is
    sent_at         timestamptz, -- the time of that change; null = created_at, which it mostly is
    actor           text COLLATE "C", -- who made that change: null = the app, '' = the sender
    CONSTRAINT messages_key PRIMARY KEY (conversation_id, sequence),
    CONSTRAINT messages_id UNIQUE (conversation_id, message_id)
);

CREATE INDEX messages_deleted ON @schema.messages (conversation_id, sequence) WHERE text IS NULL;

ALTER TABLE @schema.messages ALTER COLUMN conversation_id SET (n_distinct = 1000); -- as above

CREATE TABLE @schema.reactions (
    conversation_id text COLLATE "C" NOT NULL,
    sequence        bigint NOT NULL,
    version         bigint NOT NULL,
    user_id         text COLLATE "C" NOT NULL,
    emoji           text COLLATE "C" NOT NULL,
    at              timestamptz NOT NULL,
    CONSTRAINT reactions_key PRIMARY KEY (conversation_id, sequence, version),
    CONSTRAINT reactions_once UNIQUE (conversation_id, sequence, user_id, emoji),
    CONSTRAINT reactions_message FOREIGN KEY (conversation_id, sequence) REFERENCES @schema.messages (conversation_id, sequence)
);

-- The log, but for messages sent. It holds ids and numbers only; a message's id is read from its row, which outlives the message.
CREATE TABLE @schema.changes (
    conversation_id text COLLATE "C" NOT NULL,
    version         bigint NOT NULL,
    kind            smallint NOT NULL,
    at              timestamptz NOT NULL,
    actor           text COLLATE "C",
    user_id         text COLLATE "C",
    users           text[] COLLATE "C",
    sequence        bigint,
    revision        integer,
    emoji           text COLLATE "C",
    CONSTRAINT changes_key PRIMARY KEY (conversation_id, version)
);

CREATE TABLE @schema.users (
    user_id text COLLATE "C" NOT NULL,
    profile text NOT NULL, -- JSON
    version bigint NOT NULL,
    CONSTRAINT users_key PRIMARY KEY (user_id)
);

CREATE TABLE @schema.erasures (
    user_id    text COLLATE "C" NOT NULL,
    erased_id  text COLLATE "C" NOT NULL,
    keeps_text boolean NOT NULL,
    CONSTRAINT erasures_key PRIMARY KEY (user_id)
);

-- Sends one message, in one round trip. Status: 0 stored, 1 stale, 2 the message id is taken, 3 another transaction holds the conversation (only
-- where it is skipped). Statements are planned once; they find rows by their keys only, also where they were planned while the tables were small.
CREATE FUNCTION @schema.send_message(
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
    made timestamptz;
BEGIN
    PERFORM set_config('lock_timeout', lock_wait, true);
    item := 1;
    status := 1;
    IF skips THEN
        SELECT c.version, c.settings_version, c.last_sequence, c.last_activity_at, c.listed_at INTO head
        FROM @schema.conversations c WHERE c.conversation_id = conversation AND c.state = 1 FOR NO KEY UPDATE SKIP LOCKED;
    ELSE
        SELECT c.version, c.settings_version, c.last_sequence, c.last_activity_at, c.listed_at INTO head
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

    -- Nobody else can write to this conversation any more: what holds now holds to the end.
    IF settings <> head.settings_version THEN
        RETURN NEXT;
        RETURN;
    END IF;
    IF participant IS NOT NULL AND (
        SELECT p.ended_at IS NULL AND p.access = access_then FROM @schema.participants p
        WHERE p.conversation_id = conversation AND p.user_id = participant) IS NOT TRUE THEN
        RETURN NEXT;
        RETURN;
    END IF;

    made := coalesce(imported, greatest(sent, head.last_activity_at));
    INSERT INTO @schema.messages
        (conversation_id, sequence, message_id, sender_id, text, custom, created_at, revision, reply_to, origin, hash, emoji_count, version, sent_at, actor)
    VALUES (conversation, head.last_sequence + 1, message, sender, body, custom_data, made, 0, reply,
        message_origin, content_hash, 0, head.version + 1, nullif(sent, made),
        CASE WHEN sent_by = sender THEN '' ELSE sent_by END)
    ON CONFLICT ON CONSTRAINT messages_id DO NOTHING;
    IF NOT FOUND THEN
        status := 2;
        RETURN NEXT;
        RETURN;
    END IF;

    IF sender IS NOT NULL AND message_origin <> 2 THEN
        UPDATE @schema.participants p SET read_up_to = head.last_sequence + 1, is_marked_unread = false
        WHERE p.conversation_id = conversation AND p.user_id = sender;
    END IF;
    UPDATE @schema.conversations c
    SET version = head.version + 1, last_sequence = head.last_sequence + 1, message_count = c.message_count + 1, last_message = head.last_sequence + 1,
        last_activity_at = greatest(c.last_activity_at, made), listed_at = CASE WHEN c.listed_at + lag >= made THEN c.listed_at ELSE made END
    WHERE c.conversation_id = conversation;
    IF head.listed_at IS NULL OR made > head.listed_at + lag THEN
        UPDATE @schema.participants p SET listed_at = greatest(p.joined_at, c.last_activity_at), is_empty = false
        FROM @schema.conversations c
        WHERE c.conversation_id = conversation AND p.conversation_id = conversation AND p.ended_at IS NULL;
    END IF;

    status := 0;
    version := head.version + 1;
    sequence := head.last_sequence + 1;
    created_at := made;
    RETURN NEXT;
END
$body$;

-- Sends several messages, of one or more conversations, each as a whole or not at all, in the order given within a conversation: in one round trip, by
-- statements that are for all of them. None may be given twice. The status is that of send_message.
CREATE FUNCTION @schema.send_messages(
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
    head_activities timestamptz[];
    head_listed timestamptz[];
    statuses integer[];
    versions bigint[];
    sequences bigint[];
    created timestamptz[];
    is_moved boolean;
BEGIN
    PERFORM set_config('lock_timeout', lock_wait, true);

    -- In one order, so that two hosts cannot wait for each other.
    IF skips THEN
        SELECT array_agg(h.conversation_id), array_agg(h.version), array_agg(h.settings_version), array_agg(h.last_sequence),
            array_agg(h.last_activity_at), array_agg(h.listed_at)
        INTO head_ids, head_versions, head_settings, head_sequences, head_activities, head_listed
        FROM (
            SELECT * FROM @schema.conversations c WHERE c.conversation_id = ANY (conversation_ids) AND c.state = 1
            ORDER BY c.conversation_id FOR NO KEY UPDATE SKIP LOCKED) h;
    ELSE
        SELECT array_agg(h.conversation_id), array_agg(h.version), array_agg(h.settings_version), array_agg(h.last_sequence),
            array_agg(h.last_activity_at), array_agg(h.listed_at)
        INTO head_ids, head_versions, head_settings, head_sequences, head_activities, head_listed
        FROM (
            SELECT * FROM @schema.conversations c WHERE c.conversation_id = ANY (conversation_ids) AND c.state = 1
            ORDER BY c.conversation_id FOR NO KEY UPDATE) h;
    END IF;

    -- Nobody else can write to these conversations any more: what holds now holds to the end.
    SELECT array_agg(d.status ORDER BY d.n), array_agg(d.version + d.place ORDER BY d.n), array_agg(d.sequence + d.place ORDER BY d.n),
        array_agg(d.created_at ORDER BY d.n), bool_or(d.status = 0 AND (d.listed_at IS NULL OR d.created_at > d.listed_at + lag))
    INTO statuses, versions, sequences, created, is_moved
    FROM (
        SELECT o.n, o.status, o.version, o.sequence, o.listed_at, row_number() OVER earlier AS place,
            coalesce(o.imported_at, greatest(o.activity, max(coalesce(o.imported_at, o.at)) OVER earlier)) AS created_at
        FROM (
            SELECT n, s.conversation_id, imported[n] AS imported_at, times[n] AS at,
                head_versions[h] AS version, head_sequences[h] AS sequence, head_activities[h] AS activity, head_listed[h] AS listed_at,
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
    SELECT conversation_ids[n], sequences[n], message_ids[n], senders[n], texts[n], customs[n], created[n], 0, replies[n], origins[n], hashes[n], 0,
        versions[n], nullif(times[n], created[n]), CASE WHEN actors[n] = senders[n] THEN '' ELSE actors[n] END
    FROM unnest(statuses) WITH ORDINALITY AS s (status, n)
    WHERE s.status = 0;

    UPDATE @schema.participants p SET read_up_to = s.sequence, is_marked_unread = false
    FROM (
        SELECT conversation_ids[n] AS conversation_id, senders[n] AS sender, max(sequences[n]) AS sequence
        FROM unnest(statuses) WITH ORDINALITY AS r (status, n)
        WHERE r.status = 0 AND origins[n] <> 2
        GROUP BY 1, 2) s
    WHERE p.conversation_id = s.conversation_id AND p.user_id = s.sender;

    UPDATE @schema.conversations c
    SET version = s.version, last_sequence = s.sequence, message_count = c.message_count + s.count, last_message = s.sequence,
        last_activity_at = greatest(c.last_activity_at, s.created_at),
        listed_at = CASE WHEN c.listed_at + lag >= s.created_at THEN c.listed_at ELSE s.created_at END
    FROM (
        SELECT conversation_ids[n] AS conversation_id, max(versions[n]) AS version, max(sequences[n]) AS sequence, count(*) AS count,
            max(created[n]) AS created_at
        FROM unnest(statuses) WITH ORDINALITY AS r (status, n)
        WHERE r.status = 0
        GROUP BY 1) s
    WHERE c.conversation_id = s.conversation_id;

    IF is_moved THEN
        UPDATE @schema.participants p SET listed_at = greatest(p.joined_at, c.last_activity_at), is_empty = false
        FROM unnest(head_ids) WITH ORDINALITY AS head (conversation_id, h)
        JOIN @schema.conversations c ON c.conversation_id = head.conversation_id AND c.listed_at IS DISTINCT FROM head_listed[h]
        WHERE p.conversation_id = head.conversation_id AND p.ended_at IS NULL;
    END IF;

    RETURN QUERY SELECT s.n::integer, s.status, versions[n], sequences[n], created[n] FROM unnest(statuses) WITH ORDINALITY AS s (status, n);
END
$body$;
