-- What no statement searches by is in documents: JSON. Times are milliseconds since 1970, UTC.
-- The collation compares by code point and counts trailing spaces.
CREATE TABLE IF NOT EXISTS conversations (
    id VARCHAR(255) NOT NULL PRIMARY KEY, head LONGTEXT NULL, is_live BOOLEAN NOT NULL DEFAULT FALSE,
    last_sequence BIGINT NOT NULL DEFAULT 0, preceding_sequence BIGINT NOT NULL DEFAULT 0, last_activity_at BIGINT NULL
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS participants (
    conversation_id VARCHAR(255) NOT NULL, user_id VARCHAR(255) NOT NULL,
    is_present BOOLEAN NOT NULL, joined_at BIGINT NOT NULL, visible_from BIGINT NOT NULL, read_up_to BIGINT NOT NULL, membership LONGTEXT NOT NULL,
    PRIMARY KEY (conversation_id, user_id), INDEX ix_participants_user (user_id, is_present)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

-- A message keeps its reactions, so that its row is all there is to read. Of a deleted one only sequence, message_id and sender_id are kept.
CREATE TABLE IF NOT EXISTS messages (
    conversation_id VARCHAR(255) NOT NULL, sequence BIGINT NOT NULL, message_id VARCHAR(255) NOT NULL, sender_id VARCHAR(255) NULL,
    hash BINARY(16) NULL, reply_to VARCHAR(255) NULL, created_at BIGINT NULL, body LONGTEXT NULL, reactors LONGTEXT NOT NULL DEFAULT '[]',
    PRIMARY KEY (conversation_id, sequence), CONSTRAINT uq_messages_id UNIQUE (conversation_id, message_id),
    INDEX ix_messages_time (conversation_id, created_at, sequence), INDEX ix_messages_sender (sender_id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS changes (
    conversation_id VARCHAR(255) NOT NULL, version BIGINT NOT NULL, sequence BIGINT NOT NULL, body LONGTEXT NOT NULL,
    PRIMARY KEY (conversation_id, version)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS users (
    id VARCHAR(255) NOT NULL PRIMARY KEY, version BIGINT NOT NULL, body LONGTEXT NOT NULL
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS erasures (
    user_id VARCHAR(255) NOT NULL PRIMARY KEY, body LONGTEXT NOT NULL
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;
