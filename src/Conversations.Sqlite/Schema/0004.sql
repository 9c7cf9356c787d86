-- The last notification of a participant: the first and the last message that it was about, and when it was triggered. Null if there was none.
ALTER TABLE participants ADD COLUMN notified_from INTEGER;
ALTER TABLE participants ADD COLUMN notified_up_to INTEGER;
ALTER TABLE participants ADD COLUMN notified_at INTEGER;

-- For a handler that keeps no order: the version up to which changes were tried, and those that wait aside since they failed. Null if none waits.
ALTER TABLE deliveries ADD COLUMN tried_to INTEGER;
ALTER TABLE deliveries ADD COLUMN aside TEXT;
