-- What a participant may see begins at a sequence; 1 for all of the past.
ALTER TABLE participants ADD COLUMN visible_from INTEGER NOT NULL DEFAULT 1;
CREATE INDEX participants_hidden ON participants (conversation, visible_from) WHERE visible_from > 1;

-- From now on, last_message is the sequence of the existing message with the latest time, and of several the one with the greatest sequence.
-- is_empty is 1 exactly if the participant sees no message, and conversations.listed_at is null if some participant's is_empty has to be
-- corrected at the next message.
ALTER TABLE conversations ADD COLUMN last_existing INTEGER; -- the greatest sequence of a message that was not deleted
ALTER TABLE conversations ADD COLUMN last_sent INTEGER; -- the same, without imported messages
ALTER TABLE conversations ADD COLUMN last_sent_at INTEGER; -- the time of the last message that was sent, not imported, even if it was deleted
ALTER TABLE conversations ADD COLUMN sequence_after INTEGER NOT NULL DEFAULT 0; -- the last sequence when the conversation was created: not 0 if it was deleted before

-- Only for imported messages: the last_sent of the conversation at the import, 0 for none. It leads past a whole import to the message that
-- was sent before it. Null for messages that were imported before this column existed.
ALTER TABLE messages ADD COLUMN sent_before INTEGER;
CREATE INDEX messages_imported ON messages (conversation, created_at, sequence) WHERE origin = 2 AND text IS NOT NULL;

-- Until now, the times of sent messages never decreased, so the last one has the latest time. Of a deleted message, only the time of its
-- change is known.
UPDATE conversations
SET last_existing = last_message,
    last_sent = (
        SELECT m.sequence FROM messages m
        WHERE m.conversation = number AND m.sequence <= last_message AND m.text IS NOT NULL AND m.origin <> 2
        ORDER BY m.sequence DESC LIMIT 1),
    sequence_after = coalesce((SELECT min(m.sequence) - 1 FROM messages m WHERE m.conversation = number), last_sequence)
WHERE state = 1;

UPDATE conversations
SET last_sent_at = (
        SELECT max(at) FROM (
            SELECT m.created_at AS at FROM messages m WHERE m.conversation = number AND m.sequence = last_sent
            UNION ALL
            SELECT max(m.sent_at) FROM messages m INDEXED BY messages_deleted WHERE m.conversation = number AND m.text IS NULL)),
    last_message = coalesce((
        SELECT i.sequence FROM messages i INDEXED BY messages_imported
        WHERE i.conversation = number AND i.origin = 2 AND i.text IS NOT NULL
            AND i.created_at >= coalesce((SELECT s.created_at FROM messages s WHERE s.conversation = number AND s.sequence = last_sent), i.created_at)
        ORDER BY i.created_at DESC, i.sequence DESC LIMIT 1), last_sent)
WHERE state = 1;

-- A message that was sent after the newest imported one, in the same millisecond.
UPDATE conversations SET last_message = last_sent
WHERE state = 1 AND last_sent > last_message
    AND (SELECT s.created_at FROM messages s WHERE s.conversation = number AND s.sequence = last_sent)
        = (SELECT i.created_at FROM messages i WHERE i.conversation = number AND i.sequence = last_message);

UPDATE participants SET is_empty = 1
WHERE is_empty = 0 AND conversation IN (SELECT number FROM conversations WHERE state = 1 AND message_count = 0);

UPDATE conversations SET listed_at = NULL WHERE state = 1 AND message_count = 0;
