-- How far the change handlers are. At rest no conversation has a mark, and there is no row of a handler and a conversation: then every handler has handled
-- every change. A commit that finds no mark sets it to the version before its own change, in the update that raises the version.
ALTER TABLE @schema.conversations ADD COLUMN pending bigint; -- the mark: the version after which changes may be undelivered

-- A commit that finds a mark leaves it as it is, so its update stays heap only.
CREATE INDEX conversations_pending ON @schema.conversations (conversation_id) WHERE pending IS NOT NULL;

CREATE TABLE @schema.delivery_hosts (
    host_id     uuid NOT NULL,
    alive_until timestamptz NOT NULL,
    handlers    text[] NOT NULL, -- the names of those that it runs
    CONSTRAINT delivery_hosts_key PRIMARY KEY (host_id)
) WITH (fillfactor = 50);

CREATE TABLE @schema.delivery_handlers (
    name        text COLLATE "C" NOT NULL,
    state       text NOT NULL,
    version     bigint NOT NULL,
    walked_to   text COLLATE "C", -- the last conversation in which a walk gave the handler its position; '': none yet; null: no walk is under way
    last_run_at timestamptz NOT NULL,
    CONSTRAINT delivery_handlers_key PRIMARY KEY (name)
) WITH (fillfactor = 50);

-- How far a handler is in a conversation, if the mark does not tell.
CREATE TABLE @schema.deliveries (
    conversation_id text COLLATE "C" NOT NULL,
    handler         text COLLATE "C" NOT NULL,
    position        bigint NOT NULL,
    fence           bigint NOT NULL, -- the number of the lease; the first one of a row is a time in microseconds, so a row that is created again repeats none
    owner           uuid, -- the host that has the lease, which is valid while the host is alive
    attempts        integer NOT NULL,
    due_at          timestamptz, -- from when on the row is work without a mark, too
    is_parked       boolean NOT NULL,
    error           text,
    CONSTRAINT deliveries_key PRIMARY KEY (conversation_id, handler)
) WITH (fillfactor = 50);

CREATE INDEX deliveries_due ON @schema.deliveries (handler, due_at) WHERE due_at IS NOT NULL;
CREATE INDEX deliveries_failed ON @schema.deliveries (handler, conversation_id) WHERE is_parked OR attempts > 0;
