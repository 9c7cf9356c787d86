-- number: 1
-- Notes that a host that delivers changes is alive for some more time, unless that is null, and which handlers it runs. Returns the time, whether the host was
-- alive until now, and all handlers: one row each, or one row without a name if there is none. The clock is read first, so the host does not count as alive for
-- the time that it waits for locks. The handlers are locked in the order of their names, so hosts that run the same ones cannot deadlock.
CREATE OR REPLACE FUNCTION @schema.tick_delivery(host uuid, names text[], alive_for interval, keeps_hosts interval, lock_wait text)
RETURNS TABLE (
    at timestamptz, was_alive boolean, name text, state text, version bigint, walked_to text, last_run_at timestamptz)
LANGUAGE plpgsql
AS $body$
#variable_conflict use_column
DECLARE
    began timestamptz := clock_timestamp();
    until timestamptz := began + alive_for;
    before timestamptz := began - keeps_hosts;
    lived boolean;
BEGIN
    PERFORM set_config('lock_timeout', lock_wait, true);
    SELECT true INTO lived FROM @schema.delivery_hosts o WHERE o.host_id = host AND o.alive_until > began;
    PERFORM 1 FROM @schema.delivery_handlers h WHERE h.name = ANY (names) ORDER BY h.name FOR NO KEY UPDATE;
    UPDATE @schema.delivery_handlers h SET last_run_at = began WHERE h.name = ANY (names);
    IF until IS NOT NULL THEN
        INSERT INTO @schema.delivery_hosts (host_id, alive_until, handlers) VALUES (host, until, names)
        ON CONFLICT ON CONSTRAINT delivery_hosts_key DO UPDATE SET alive_until = excluded.alive_until, handlers = excluded.handlers;
    END IF;
    DELETE FROM @schema.delivery_hosts o WHERE o.alive_until < before AND o.host_id <> host;
    RETURN QUERY
        SELECT began, coalesce(lived, false), h.name, h.state, h.version, h.walked_to, h.last_run_at
        FROM (SELECT 1) one LEFT JOIN @schema.delivery_handlers h ON true
        ORDER BY h.name;
END
$body$;
