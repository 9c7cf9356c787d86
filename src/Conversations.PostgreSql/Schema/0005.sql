-- The last notification of a participant: the first and the last message that it was about, and when it was triggered. Null if there was none.
ALTER TABLE @schema.participants ADD COLUMN notified_from bigint;
ALTER TABLE @schema.participants ADD COLUMN notified_up_to bigint;
ALTER TABLE @schema.participants ADD COLUMN notified_at timestamptz;

-- For a handler that keeps no order: the version up to which changes were tried, and those that wait aside since they failed. Null if none waits.
ALTER TABLE @schema.deliveries ADD COLUMN tried_to bigint;
ALTER TABLE @schema.deliveries ADD COLUMN aside text;
