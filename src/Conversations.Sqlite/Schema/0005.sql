-- Which conversations of a user have changed: the time to which a change moved the participants' rows. It lags by at most one minute, so that
-- few changes write to the index, and it never goes back.
ALTER TABLE conversations ADD COLUMN changed_at INTEGER; -- null: the next change moves it
ALTER TABLE conversations ADD COLUMN changed_after INTEGER NOT NULL DEFAULT 0; -- the version before the change that moved it
ALTER TABLE participants ADD COLUMN changed_at INTEGER NOT NULL DEFAULT 0;
CREATE INDEX participants_changed ON participants (user_id, changed_at) WHERE ended_at IS NULL;

-- When and by which version a user last ceased to take part, also by the deletion of the conversation. The user may take part again. The row
-- with the conversation 0 and the user '' is none of them: its time is the one up to which rows were pruned. So there is no foreign key.
CREATE TABLE departures (
    conversation INTEGER NOT NULL,
    user_id      TEXT NOT NULL,
    version      INTEGER NOT NULL,
    at           INTEGER NOT NULL,
    CONSTRAINT departures_key PRIMARY KEY (conversation, user_id)
) WITHOUT ROWID, STRICT;

CREATE INDEX departures_changed ON departures (user_id, at);
CREATE INDEX departures_version ON departures (conversation, version);
CREATE INDEX departures_at ON departures (at);
