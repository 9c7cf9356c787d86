-- The mark for delivery: null if every change handler has handled all changes, otherwise the version after which changes may be undelivered.
-- A statement that finds a mark must not name this column, so that it leaves the index alone.
ALTER TABLE conversations ADD COLUMN pending INTEGER;
CREATE INDEX conversations_pending ON conversations (number) WHERE pending IS NOT NULL;

-- The hosts that deliver changes. Their leases are valid until this time.
CREATE TABLE delivery_hosts (
    host        TEXT NOT NULL CONSTRAINT delivery_hosts_key PRIMARY KEY,
    alive_until INTEGER NOT NULL
) WITHOUT ROWID, STRICT;

-- One row: the number of the last lease. A row of a handler that was removed and is created again must not repeat a number.
CREATE TABLE delivery_leases (
    number INTEGER PRIMARY KEY CONSTRAINT delivery_leases_one CHECK (number = 1),
    last   INTEGER NOT NULL
) STRICT;

INSERT INTO delivery_leases (number, last) VALUES (1, 0);

CREATE TABLE delivery_handlers (
    name        TEXT NOT NULL CONSTRAINT delivery_handlers_key PRIMARY KEY,
    state       TEXT NOT NULL,
    version     INTEGER NOT NULL,
    walked_to   TEXT, -- the last conversation that a walk has passed, '' at its beginning; null if no walk is under way
    last_run_at INTEGER NOT NULL
) WITHOUT ROWID, STRICT;

-- How far a handler is in a conversation, if the mark of the conversation does not tell it.
CREATE TABLE deliveries (
    handler      TEXT NOT NULL,
    conversation INTEGER NOT NULL CONSTRAINT deliveries_conversation REFERENCES conversations (number),
    position     INTEGER NOT NULL, -- the version up to which the handler has handled the changes
    fence        INTEGER NOT NULL,
    owner        TEXT, -- the host that has the lease
    attempts     INTEGER NOT NULL,
    due_at       INTEGER, -- from when on the row is work without a mark, too; null if it is not
    is_parked    INTEGER NOT NULL,
    error        TEXT,
    CONSTRAINT deliveries_key PRIMARY KEY (handler, conversation)
) WITHOUT ROWID, STRICT;

CREATE INDEX deliveries_due ON deliveries (handler, due_at) WHERE due_at IS NOT NULL;
CREATE INDEX deliveries_failed ON deliveries (handler) WHERE is_parked = 1 OR attempts > 0;
