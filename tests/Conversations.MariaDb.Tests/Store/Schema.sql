-- The collation compares by code point and counts trailing spaces. Times are milliseconds since 1970, UTC.
CREATE TABLE IF NOT EXISTS conversations (
    id VARCHAR(255) NOT NULL,
    created_at BIGINT NULL, -- NULL if the conversation does not exist any more
    subject TEXT NULL, photo_url TEXT NULL, welcome_messages LONGTEXT NULL, custom LONGTEXT NULL,
    version BIGINT NOT NULL DEFAULT 0, settings_version BIGINT NOT NULL DEFAULT 0, last_sequence BIGINT NOT NULL DEFAULT 0,
    participant_count INT NOT NULL DEFAULT 0,
    last_activity_at BIGINT NULL, last_sent_at BIGINT NULL,
    deleted_version BIGINT NOT NULL DEFAULT 0, deleted_sequence BIGINT NOT NULL DEFAULT 0, -- where an earlier conversation with this id ended
    CONSTRAINT pk_conversations PRIMARY KEY (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS participants (
    conversation_id VARCHAR(255) NOT NULL, user_id VARCHAR(255) NOT NULL,
    access INT NOT NULL, notify INT NOT NULL, joined_at BIGINT NOT NULL, joined_after BIGINT NOT NULL, visible_from BIGINT NOT NULL,
    read_up_to BIGINT NOT NULL, is_marked_unread BOOLEAN NOT NULL DEFAULT FALSE,
    ended_at BIGINT NULL, ended_by_app BOOLEAN NOT NULL DEFAULT FALSE,
    CONSTRAINT pk_participants PRIMARY KEY (conversation_id, user_id), INDEX ix_participants_user (user_id, ended_at)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS messages (
    conversation_id VARCHAR(255) NOT NULL, sequence BIGINT NOT NULL, id VARCHAR(255) NOT NULL, sender_id VARCHAR(255) NULL,
    is_deleted BOOLEAN NOT NULL DEFAULT FALSE, -- of a deleted message only the columns above are kept
    hash BINARY(16) NULL, text LONGTEXT NULL, custom LONGTEXT NULL, reply_to VARCHAR(255) NULL,
    origin INT NULL, created_at BIGINT NULL, edited_at BIGINT NULL, revision INT NULL,
    CONSTRAINT pk_messages PRIMARY KEY (conversation_id, sequence), CONSTRAINT uq_messages_id UNIQUE (conversation_id, id),
    INDEX ix_messages_deleted (conversation_id, is_deleted, sequence), INDEX ix_messages_time (conversation_id, is_deleted, created_at, sequence),
    INDEX ix_messages_sender (sender_id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS reactions (
    conversation_id VARCHAR(255) NOT NULL, sequence BIGINT NOT NULL, emoji VARCHAR(50) NOT NULL, user_id VARCHAR(255) NOT NULL,
    reacted_at BIGINT NOT NULL, version BIGINT NOT NULL,
    CONSTRAINT pk_reactions PRIMARY KEY (conversation_id, sequence, emoji, user_id), INDEX ix_reactions_user (user_id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS changes (
    conversation_id VARCHAR(255) NOT NULL, version BIGINT NOT NULL, sequence BIGINT NOT NULL, body LONGTEXT NOT NULL,
    CONSTRAINT pk_changes PRIMARY KEY (conversation_id, version)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS change_users (
    conversation_id VARCHAR(255) NOT NULL, version BIGINT NOT NULL, user_id VARCHAR(255) NOT NULL,
    CONSTRAINT pk_change_users PRIMARY KEY (conversation_id, version, user_id), INDEX ix_change_users_user (user_id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS users (
    id VARCHAR(255) NOT NULL, version BIGINT NOT NULL, body LONGTEXT NOT NULL,
    CONSTRAINT pk_users PRIMARY KEY (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS erasures (
    user_id VARCHAR(255) NOT NULL, erased_id VARCHAR(255) NOT NULL, keeps_text BOOLEAN NOT NULL,
    CONSTRAINT pk_erasures PRIMARY KEY (user_id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;
