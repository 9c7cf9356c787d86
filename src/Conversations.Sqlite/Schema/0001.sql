-- Text is compared as UTF-8 bytes (BINARY). Times are whole milliseconds since 1970 in UTC. Custom data is canonical JSON text.

-- The row of a deleted conversation stays: it keeps the counters for a conversation that is created again with the same id.
CREATE TABLE conversations (
    number            INTEGER PRIMARY KEY,
    id                TEXT NOT NULL CONSTRAINT conversations_id UNIQUE,
    state             INTEGER NOT NULL CONSTRAINT conversations_state CHECK (state IN (0, 1, 2)), -- 0 = deleted, 1 = exists, 2 = deleted, but other tables still have rows to purge
    subject           TEXT,
    photo_url         TEXT,
    welcome_messages  TEXT, -- a JSON array of strings
    custom            TEXT,
    created_at        INTEGER NOT NULL,
    participant_count INTEGER NOT NULL,
    message_count     INTEGER NOT NULL,
    last_message      INTEGER, -- the sequence of the last message that was not deleted
    last_sequence     INTEGER NOT NULL,
    last_activity_at  INTEGER,
    listed_at         INTEGER, -- the time to which all participants' inbox entries were last moved; null if there was no message yet
    version           INTEGER NOT NULL,
    settings_version  INTEGER NOT NULL,
    log_after         INTEGER NOT NULL -- the log contains the changes with a greater version
) STRICT;

-- Current participants (ended_at is null) and former ones.
CREATE TABLE participants (
    conversation     INTEGER NOT NULL CONSTRAINT participants_conversation REFERENCES conversations (number),
    user_id          TEXT NOT NULL,
    access           INTEGER NOT NULL,
    notify           INTEGER NOT NULL,
    joined_at        INTEGER NOT NULL,
    joined_after     INTEGER NOT NULL,
    read_up_to       INTEGER NOT NULL,
    is_marked_unread INTEGER NOT NULL,
    ended_at         INTEGER,
    ended_by_app     INTEGER NOT NULL,
    listed_at        INTEGER NOT NULL, -- the position in the user's inbox, at most one minute behind the true one
    is_empty         INTEGER NOT NULL, -- 1 if the conversation had no message yet
    CONSTRAINT participants_key PRIMARY KEY (conversation, user_id)
) WITHOUT ROWID, STRICT;

CREATE INDEX participants_latest ON participants (conversation, joined_at DESC, user_id) WHERE ended_at IS NULL;
CREATE INDEX participants_earliest ON participants (conversation, joined_at, user_id) WHERE ended_at IS NULL;
CREATE INDEX participants_inbox ON participants (user_id, is_empty, listed_at DESC) WHERE ended_at IS NULL;

-- The row of a deleted message stays, with a null text: it keeps the id, the sequence, the sender and the columns of the change log.
CREATE TABLE messages (
    conversation INTEGER NOT NULL CONSTRAINT messages_conversation REFERENCES conversations (number),
    sequence     INTEGER NOT NULL,
    id           TEXT NOT NULL,
    sender_id    TEXT,
    text         TEXT,
    custom       TEXT,
    created_at   INTEGER NOT NULL,
    edited_at    INTEGER,
    revision     INTEGER NOT NULL,
    reply_to     TEXT,
    origin       INTEGER NOT NULL,
    hash         BLOB,
    emoji_count  INTEGER NOT NULL,
    version      INTEGER NOT NULL, -- the version of the change that sent the message; this row is also that change's log entry
    sent_at      INTEGER, -- the time of that change; null if it equals created_at, which is the usual case
    actor        TEXT, -- the user who made that change; null for the app, '' for the sender
    CONSTRAINT messages_key PRIMARY KEY (conversation, sequence),
    CONSTRAINT messages_id UNIQUE (conversation, id)
) WITHOUT ROWID, STRICT;

CREATE INDEX messages_deleted ON messages (conversation, sequence) WHERE text IS NULL;

CREATE TABLE reactions (
    conversation INTEGER NOT NULL,
    sequence     INTEGER NOT NULL,
    version      INTEGER NOT NULL,
    user_id      TEXT NOT NULL,
    emoji        TEXT NOT NULL,
    at           INTEGER NOT NULL,
    CONSTRAINT reactions_key PRIMARY KEY (conversation, sequence, version),
    CONSTRAINT reactions_once UNIQUE (conversation, sequence, user_id, emoji),
    CONSTRAINT reactions_message FOREIGN KEY (conversation, sequence) REFERENCES messages (conversation, sequence)
) WITHOUT ROWID, STRICT;

-- The change log, except for sent messages: the message's own row is the log entry. The table contains only ids and numbers. The id of
-- a message is read from the message's row, which stays after the message is deleted.
CREATE TABLE changes (
    conversation INTEGER NOT NULL CONSTRAINT changes_conversation REFERENCES conversations (number),
    version      INTEGER NOT NULL,
    kind         INTEGER NOT NULL,
    at           INTEGER NOT NULL,
    actor        TEXT,
    user_id      TEXT,
    users        TEXT, -- a JSON array of ids
    sequence     INTEGER,
    revision     INTEGER,
    emoji        TEXT,
    CONSTRAINT changes_key PRIMARY KEY (conversation, version)
) WITHOUT ROWID, STRICT;

CREATE TABLE users (
    id      TEXT NOT NULL CONSTRAINT users_key PRIMARY KEY,
    profile TEXT NOT NULL, -- JSON
    version INTEGER NOT NULL
) WITHOUT ROWID, STRICT;

CREATE TABLE erasures (
    user_id    TEXT NOT NULL CONSTRAINT erasures_key PRIMARY KEY,
    erased_id  TEXT NOT NULL,
    keeps_text INTEGER NOT NULL
) WITHOUT ROWID, STRICT;
