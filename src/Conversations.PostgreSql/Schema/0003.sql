-- What a participant may see of the past, and times that imported messages do not move.
--
-- visible_from is written when a user joins or is given another history, and by imports that hide what they store. No send writes it.
ALTER TABLE @schema.participants ADD COLUMN visible_from bigint NOT NULL DEFAULT 1; -- the sequence of the first message that the user can see
ALTER TABLE @schema.conversations ADD COLUMN last_sent_at timestamptz; -- the time of the last message that was sent, not imported, even if it was deleted
ALTER TABLE @schema.conversations ADD COLUMN last_sent bigint; -- the sequence of the last message that was sent, not imported, and is not deleted
ALTER TABLE @schema.conversations ADD COLUMN last_message_at timestamptz; -- the time of last_message: a message that is sent is compared with it

ALTER TABLE @schema.conversations ADD COLUMN began_after bigint NOT NULL DEFAULT 0; -- the last sequence of the conversation that was deleted under the same id

-- Sends pay nothing for these indexes: a sent message is not imported, and few participants do not see all of the past.
CREATE INDEX messages_imported ON @schema.messages (conversation_id, created_at, sequence) WHERE origin = 2 AND text IS NOT NULL;
CREATE INDEX participants_hidden ON @schema.participants (conversation_id, visible_from) WHERE visible_from > 1;

UPDATE @schema.conversations c SET began_after = c.last_sequence - (
    SELECT count(*) FROM @schema.messages m WHERE m.conversation_id = c.conversation_id)
WHERE c.state = 1 AND c.last_sequence > c.message_count;

UPDATE @schema.conversations c SET last_sent_at = s.at, last_sent = s.sequence
FROM (
    SELECT m.conversation_id, max(m.created_at) AS at, max(m.sequence) AS sequence FROM @schema.messages m
    WHERE m.origin <> 2 AND m.text IS NOT NULL GROUP BY m.conversation_id) s
WHERE c.conversation_id = s.conversation_id AND c.state = 1;

-- The last message of a conversation is the one with the latest time from now on. Only imported messages can have made another one the last.
UPDATE @schema.conversations c SET last_message = l.sequence
FROM (
    SELECT DISTINCT ON (m.conversation_id) m.conversation_id, m.sequence FROM @schema.messages m
    WHERE m.text IS NOT NULL AND m.conversation_id IN (SELECT i.conversation_id FROM @schema.messages i WHERE i.origin = 2 AND i.text IS NOT NULL)
    ORDER BY m.conversation_id, m.created_at DESC, m.sequence DESC) l
WHERE c.conversation_id = l.conversation_id AND c.state = 1 AND c.last_message IS DISTINCT FROM l.sequence;

UPDATE @schema.conversations c SET last_message_at = m.created_at
FROM @schema.messages m
WHERE m.conversation_id = c.conversation_id AND m.sequence = c.last_message;

-- A participant who sees no message is marked as empty from now on, also if all messages were deleted. The next message then moves all participants.
UPDATE @schema.participants p SET is_empty = true
FROM @schema.conversations c
WHERE c.conversation_id = p.conversation_id AND c.message_count = 0 AND NOT p.is_empty;

UPDATE @schema.conversations c SET listed_at = NULL WHERE c.message_count = 0 AND c.listed_at IS NOT NULL;
