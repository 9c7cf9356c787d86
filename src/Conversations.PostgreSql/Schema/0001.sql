-- @schema stands for the quoted name of the schema. Ids are compared as UTF-8 bytes (collation "C"), times are whole milliseconds, custom data is
-- canonical JSON text. Every key of a conversation's tables begins with its id, so that they can be distributed by it.

-- The row outlives its conversation: it keeps the counters for one that is created again under the id.
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
    CONSTRAINT conversations_key PRIMARY KEY (conversation_id),
    CONSTRAINT conversations_state CHECK (state IN (0, 1, 2))
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
    CONSTRAINT participants_key PRIMARY KEY (conversation_id, user_id),
    CONSTRAINT participants_conversation FOREIGN KEY (conversation_id) REFERENCES @schema.conversations (conversation_id)
) WITH (fillfactor = 70);

CREATE INDEX participants_latest ON @schema.participants (conversation_id, joined_at DESC, user_id) WHERE ended_at IS NULL;
CREATE INDEX participants_earliest ON @schema.participants (conversation_id, joined_at, user_id) WHERE ended_at IS NULL;
CREATE INDEX participants_inbox ON @schema.participants (user_id, is_empty, listed_at DESC) WHERE ended_at IS NULL;

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
    CONSTRAINT messages_key PRIMARY KEY (conversation_id, sequence),
    CONSTRAINT messages_id UNIQUE (conversation_id, message_id),
    CONSTRAINT messages_conversation FOREIGN KEY (conversation_id) REFERENCES @schema.conversations (conversation_id)
);

CREATE INDEX messages_deleted ON @schema.messages (conversation_id, sequence) WHERE text IS NULL;

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

-- The log holds ids and numbers only; a message's id is read from its row, which outlives the message.
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
    CONSTRAINT changes_key PRIMARY KEY (conversation_id, version),
    CONSTRAINT changes_conversation FOREIGN KEY (conversation_id) REFERENCES @schema.conversations (conversation_id)
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

-- Sends messages of one or more conversations, each as a whole or not at all, in the order given within a conversation: in one round trip.
-- Status: 0 stored, 1 stale, 2 the message id is taken, 3 another transaction holds the conversation (only where they are skipped).
CREATE FUNCTION @schema.send_messages(
    conversation_ids text[], message_ids text[], senders text[], texts text[], customs text[], replies text[], origins smallint[], hashes bytea[],
    imported timestamptz[], times timestamptz[], actors text[], settings_versions bigint[], participants text[], accesses smallint[], lag interval, skips boolean)
RETURNS TABLE (item integer, status integer, version bigint, sequence bigint, created_at timestamptz)
LANGUAGE plpgsql
AS $body$
#variable_conflict use_column
DECLARE
    head @schema.conversations%ROWTYPE;
    members text[];
    i integer;
    locked text[] := '{}';
    wanted text;
    stored integer;
    activity timestamptz;
    first_version bigint;
BEGIN
    -- In one order, so that two hosts cannot wait for each other.
    FOR wanted IN SELECT DISTINCT w COLLATE "C" FROM unnest(conversation_ids) w ORDER BY 1 LOOP
        IF skips THEN
            SELECT * INTO head FROM @schema.conversations c WHERE c.conversation_id = wanted AND c.state = 1 FOR NO KEY UPDATE SKIP LOCKED;
        ELSE
            SELECT * INTO head FROM @schema.conversations c WHERE c.conversation_id = wanted AND c.state = 1 FOR NO KEY UPDATE;
        END IF;
        IF NOT FOUND THEN
            PERFORM 1 FROM @schema.conversations c WHERE c.conversation_id = wanted AND c.state = 1;
            stored := CASE WHEN FOUND THEN 3 ELSE 1 END;
            RETURN QUERY SELECT n::integer, stored, NULL::bigint, NULL::bigint, NULL::timestamptz
                FROM generate_subscripts(conversation_ids, 1) n WHERE conversation_ids[n] = wanted;
            CONTINUE;
        END IF;

        first_version := head.version;
        FOR i IN SELECT n FROM generate_subscripts(conversation_ids, 1) n WHERE conversation_ids[n] = wanted ORDER BY n LOOP
            item := i;
            status := 1;
            version := NULL;
            sequence := NULL;
            created_at := NULL;
            IF settings_versions[i] IS NOT NULL AND settings_versions[i] <> head.settings_version THEN
                RETURN NEXT;
                CONTINUE;
            END IF;
            IF participants[i] IS NOT NULL THEN
                PERFORM 1 FROM @schema.participants p
                WHERE p.conversation_id = wanted AND p.user_id = participants[i] AND p.ended_at IS NULL AND p.access = accesses[i];
                IF NOT FOUND THEN
                    RETURN NEXT;
                    CONTINUE;
                END IF;
            END IF;

            created_at := coalesce(imported[i], greatest(times[i], head.last_activity_at));
            INSERT INTO @schema.messages AS m
                (conversation_id, sequence, message_id, sender_id, text, custom, created_at, revision, reply_to, origin, hash, emoji_count)
            VALUES (wanted, head.last_sequence + 1, message_ids[i], senders[i], texts[i], customs[i], created_at, 0, replies[i], origins[i], hashes[i], 0)
            ON CONFLICT ON CONSTRAINT messages_id DO NOTHING;
            IF NOT FOUND THEN
                status := 2;
                RETURN NEXT;
                CONTINUE;
            END IF;

            head.version := head.version + 1;
            head.last_sequence := head.last_sequence + 1;
            head.message_count := head.message_count + 1;
            head.last_activity_at := greatest(head.last_activity_at, created_at);
            INSERT INTO @schema.changes (conversation_id, version, kind, at, actor, sequence)
            VALUES (wanted, head.version, 7, times[i], actors[i], head.last_sequence);
            IF senders[i] IS NOT NULL AND origins[i] <> 2 THEN
                UPDATE @schema.participants p SET read_up_to = head.last_sequence, is_marked_unread = false
                WHERE p.conversation_id = wanted AND p.user_id = senders[i];
            END IF;
            IF head.listed_at IS NULL OR created_at > head.listed_at + lag THEN
                UPDATE @schema.participants p SET listed_at = greatest(p.joined_at, head.last_activity_at), is_empty = false
                WHERE p.conversation_id = wanted AND p.ended_at IS NULL;
                head.listed_at := created_at;
            END IF;

            status := 0;
            version := head.version;
            sequence := head.last_sequence;
            RETURN NEXT;
        END LOOP;

        IF head.version > first_version THEN
            UPDATE @schema.conversations c
            SET version = head.version, last_sequence = head.last_sequence, message_count = head.message_count, last_message = head.last_sequence,
                last_activity_at = head.last_activity_at, listed_at = head.listed_at
            WHERE c.conversation_id = wanted;
        END IF;
    END LOOP;
END
$body$;
