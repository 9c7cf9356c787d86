-- @schema stands for the quoted name of the schema. Ids are compared as UTF-8 bytes (collation "C"), times are whole milliseconds, and custom data is
-- canonical JSON text. Every key of the tables of conversations begins with the conversation's id, so that the tables can be distributed by it.

-- The row stays when its conversation is deleted: it keeps the counters in case a conversation is created again with the id. No foreign key refers to it:
-- everything that belongs to a conversation is written under the lock of its row, and PostgreSQL would look up the row again with every message.
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
    last_message      bigint, -- the sequence of the last message that is not deleted
    last_sequence     bigint NOT NULL,
    last_activity_at  timestamptz,
    listed_at         timestamptz, -- the time to which all participants were last moved in their inboxes; null: there was no message yet
    version           bigint NOT NULL,
    settings_version  bigint NOT NULL,
    log_after         bigint NOT NULL, -- the version after which the log begins
    CONSTRAINT conversations_key PRIMARY KEY (conversation_id)
) WITH (fillfactor = 50); -- a send changes no indexed column, and the page has room for the new version of the row

-- The participants (ended_at is null), and former participants.
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
    listed_at        timestamptz NOT NULL, -- the place in the user's inbox, which lags behind the true one by at most one minute
    is_empty         boolean NOT NULL, -- the conversation had no message yet when this was written
    CONSTRAINT participants_key PRIMARY KEY (conversation_id, user_id)
) WITH (fillfactor = 70);

CREATE INDEX participants_latest ON @schema.participants (conversation_id, joined_at DESC, user_id) WHERE ended_at IS NULL;
CREATE INDEX participants_earliest ON @schema.participants (conversation_id, joined_at, user_id) WHERE ended_at IS NULL;
-- The user is not the first column: else the planner might use the index to find one participant, by reading all conversations of the user.
CREATE INDEX participants_inbox ON @schema.participants (is_empty, user_id, listed_at DESC) WHERE ended_at IS NULL;

-- Most conversations are small. A plan made for small ones would read a whole conversation to find one row, which is slow in large ones. So the planner is
-- told that there are fewer and larger conversations.
ALTER TABLE @schema.participants ALTER COLUMN conversation_id SET (n_distinct = 1000);

-- A deleted message keeps its id, sequence and sender; its text is null.
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
    version         bigint NOT NULL, -- the version of the change by which it was sent; this row is its line of the log
    sent_at         timestamptz, -- the time of that change; null: created_at, which is the usual case
    actor           text COLLATE "C", -- who made that change; null: the app, '': the sender
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

-- The log of changes, except for sent messages. It contains ids and numbers only. The id of a message is read from its row, which stays when it is deleted.
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
