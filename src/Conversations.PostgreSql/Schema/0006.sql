-- Which conversations of a user have changed since a time, for watches that resume: the resume index. Times are those of the database's clock, in whole
-- milliseconds.
--
-- A commit that finds changed_at null or more than a minute old moves all participants to the present. All others leave the index as it is, so that a send
-- stays heap only.
ALTER TABLE @schema.conversations ADD COLUMN changed_at timestamptz; -- the time to which all participants were last moved; null: the next change moves them
ALTER TABLE @schema.conversations ADD COLUMN changed_after bigint NOT NULL DEFAULT 0; -- the version before the change that moved them

ALTER TABLE @schema.participants ADD COLUMN changed_at timestamptz NOT NULL DEFAULT 'epoch'; -- the place in the resume index of the user

-- The user is not the first column, as in participants_inbox. A participant is not ended_by_app.
CREATE INDEX participants_changed ON @schema.participants (ended_by_app, user_id, changed_at, conversation_id) WHERE ended_at IS NULL;

-- Who ceased to take part, by a removal or because the conversation was deleted. A row stays when the user joins again, and counts no more then.
-- One row is none of these: that of the conversation '' and the user '', which are no ids. Its time is that up to which rows were removed because of their age.
CREATE TABLE @schema.departures (
    conversation_id text COLLATE "C" NOT NULL,
    user_id         text COLLATE "C" NOT NULL,
    version         bigint NOT NULL, -- the version of the change by which it ended
    at              timestamptz NOT NULL,
    CONSTRAINT departures_key PRIMARY KEY (conversation_id, user_id)
);

CREATE INDEX departures_user ON @schema.departures (user_id, at, conversation_id);
-- The condition, which all rows but the one above meet, keeps the planner from finding a user by this index: it does not know how many have departed from one
-- conversation, and would read all of them.
CREATE INDEX departures_version ON @schema.departures (conversation_id, version) WHERE version > 0;
CREATE INDEX departures_at ON @schema.departures (at);

-- What hosts tell the watches of other hosts. Nothing depends on it, so it is not logged: it is empty after a crash of the server.
CREATE UNLOGGED TABLE @schema.watch_hosts (
    host_id     uuid NOT NULL,
    alive_until timestamptz NOT NULL,
    CONSTRAINT watch_hosts_key PRIMARY KEY (host_id)
) WITH (fillfactor = 50);

CREATE UNLOGGED TABLE @schema.watch_online (
    user_id text COLLATE "C" NOT NULL,
    host_id uuid NOT NULL,
    CONSTRAINT watch_online_key PRIMARY KEY (user_id, host_id),
    CONSTRAINT watch_online_host FOREIGN KEY (host_id) REFERENCES @schema.watch_hosts (host_id) ON DELETE CASCADE
);

CREATE INDEX watch_online_of ON @schema.watch_online (host_id);

CREATE UNLOGGED TABLE @schema.watch_notes (
    host_id uuid NOT NULL,
    number  bigint NOT NULL,
    at      timestamptz NOT NULL,
    note    text NOT NULL,
    CONSTRAINT watch_notes_key PRIMARY KEY (host_id, number)
);

CREATE INDEX watch_notes_at ON @schema.watch_notes (host_id, at);
