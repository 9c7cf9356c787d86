-- number: 3
-- Finds what a host can lease for handlers: rows of conversations with a mark, and rows that are due in others; the longest due come first. With '' as the
-- handler it adds the conversations with a mark in which nothing is to do. The index of the marks and that of the due times keep it from reading others, and
-- so does the limit of one row: without it the planner reads all rows of handlers to join those of a few conversations. It is a function because of its
-- settings: the planner takes it for expensive enough to compile it, which takes a hundred times as long as to run it.
CREATE OR REPLACE FUNCTION @schema.find_deliveries(host uuid, names text[], max_rows integer)
RETURNS TABLE (handler text, conversation_id text)
LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
SET jit = off
AS $body$
#variable_conflict use_column
DECLARE
    now_at timestamptz := clock_timestamp();
    alive uuid[];
BEGIN
    SELECT coalesce(array_agg(o.host_id), '{}') INTO alive FROM @schema.delivery_hosts o WHERE o.alive_until > now_at;
    RETURN QUERY
        WITH work AS (
            SELECT h.name AS handler, c.conversation_id, least(d.due_at, now_at) AS due_at
            FROM @schema.conversations c
            JOIN @schema.delivery_handlers h ON h.name = ANY (names)
            LEFT JOIN LATERAL (
                SELECT * FROM @schema.deliveries r WHERE r.conversation_id = c.conversation_id AND r.handler = h.name LIMIT 1) d ON true
            WHERE c.pending IS NOT NULL
                AND CASE
                    WHEN d.handler IS NULL THEN c.pending < c.version AND (h.walked_to IS NULL OR c.conversation_id <= h.walked_to)
                    ELSE d.position < c.version
                        AND ((NOT d.is_parked AND (d.due_at IS NULL OR d.due_at <= now_at)) OR d.tried_to < c.version)
                        AND (d.owner IS NULL OR d.owner = host OR d.owner <> ALL (alive))
                END)
        (SELECT k.handler, k.conversation_id
        FROM (
            SELECT handler, conversation_id, due_at FROM work
            UNION ALL
            SELECT h.name, f.conversation_id, f.due_at
            FROM @schema.delivery_handlers h
            CROSS JOIN LATERAL (
                SELECT d.conversation_id, d.due_at
                FROM @schema.deliveries d
                JOIN @schema.conversations c ON c.conversation_id = d.conversation_id AND c.pending IS NULL AND d.position < c.version
                WHERE d.handler = h.name AND d.due_at <= now_at AND NOT d.is_parked
                    AND (d.owner IS NULL OR d.owner = host OR d.owner <> ALL (alive))
                ORDER BY d.due_at
                LIMIT max_rows) f
            WHERE h.name = ANY (names)) k
        ORDER BY k.due_at, k.conversation_id
        LIMIT max_rows)
        UNION ALL
        (SELECT '', c.conversation_id
        FROM @schema.conversations c
        WHERE c.pending IS NOT NULL AND NOT EXISTS (SELECT 1 FROM work w WHERE w.conversation_id = c.conversation_id)
            AND NOT EXISTS (SELECT 1 FROM @schema.deliveries d WHERE d.conversation_id = c.conversation_id AND d.owner = ANY (alive) AND d.owner <> host)
        LIMIT max_rows);
END
$body$;
