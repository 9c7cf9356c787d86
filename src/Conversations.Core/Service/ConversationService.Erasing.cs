using Conversations.Storage;

namespace Conversations;

/// <content>Erasing a user.</content>
internal sealed partial class ConversationService
{
    private const int ErasureBatch = 100;

    internal async Task<ErasureProgress> EraseUserAsync(UserId userId, EraseOptions? options, CancellationToken cancellationToken)
    {
        CheckAlive(cancellationToken);
        options ??= new();
        var begun = new Erasure(userId.Required(), new($"erased-{Guid.NewGuid():N}"), options.KeepTexts);
        var erasure = await _store.BeginErasureAsync(begun, cancellationToken).ConfigureAwait(false);
        await _store.RemoveUserAsync(userId, cancellationToken).ConfigureAwait(false);

        var progress = new ErasureProgress(0, 0);
        ConversationId? after = null;
        while (await _store.ListTracesAsync(userId, after, ErasureBatch, cancellationToken).ConfigureAwait(false) is { Count: > 0 } traces)
        {
            foreach (var id in traces)
            {
                CheckAlive(cancellationToken);
                var messages = await EraseInAsync(id, erasure, cancellationToken).ConfigureAwait(false);
                progress = new(progress.Conversations + 1, progress.Messages + messages);
                options.Progress?.Report(progress);
            }

            after = traces[^1];
        }

        await _store.EndErasureAsync(userId, cancellationToken).ConfigureAwait(false);
        return progress;
    }

    /// <summary>Erases a user in one conversation: they leave, their content goes, and another id takes the place of theirs.</summary>
    private async Task<long> EraseInAsync(ConversationId id, Erasure erasure, CancellationToken cancellationToken)
    {
        var (messages, upTo) = (0L, 0L);
        if (await LeaveAsync(id, erasure, cancellationToken).ConfigureAwait(false))
            (messages, upTo) = await EraseMessagesAsync(id, erasure, 0, cancellationToken).ConfigureAwait(false);

        while (await _store.ReplaceUserAsync(id, erasure.UserId, erasure.ErasedId, cancellationToken).ConfigureAwait(false))
            cancellationToken.ThrowIfCancellationRequested();

        // Sent since then by who was added again, or imported: it has the other id now, under which no later erasure would find it.
        var renamed = erasure with { UserId = erasure.ErasedId };
        var (late, _) = await EraseMessagesAsync(id, renamed, upTo, cancellationToken).ConfigureAwait(false);
        return messages + late;
    }

    /// <summary>Ends a user's participation, and takes them out of the settings. False = the conversation does not exist, or no longer.</summary>
    private async Task<bool> LeaveAsync(ConversationId id, Erasure erasure, CancellationToken cancellationToken)
    {
        try
        {
            var left = await RunAsync(new EraseParticipant { ConversationId = id, UserId = erasure.UserId }, cancellationToken).ConfigureAwait(false);
            if (left.Commit?.Change is ConversationDeleted)
            {
                await PurgeAsync(id, cancellationToken).ConfigureAwait(false);
                return false;
            }

            await RunAsync(new EraseMentions { ConversationId = id, Erasure = erasure }, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (ConversationNotFoundException)
        {
            return false;
        }
    }

    /// <summary>Erases a user in the messages after a sequence. Gives how many there were, and up to where it looked.</summary>
    private async Task<(long Count, long UpTo)> EraseMessagesAsync(
        ConversationId id, Erasure erasure, long after, CancellationToken cancellationToken)
    {
        var count = 0L;
        while (true)
        {
            var window = From(null, id, after, ErasureBatch);
            var page = await _store.ListMessagesAsync(window, cancellationToken).ConfigureAwait(false) ?? [];
            if (page.Count == 0)
                return (count, after);

            var rewrites = new List<MessageRewrite>();
            foreach (var message in page)
            {
                if (message.SenderId == erasure.UserId && !erasure.KeepsText)
                    count += await DeleteIfThereAsync(message, cancellationToken).ConfigureAwait(false);
                else if (ContentWithout(message, erasure) is { } content)
                    rewrites.Add(new(message.Sequence, message.Revision, content));
            }

            count += rewrites.Count;
            if (rewrites.Count == 0 || await _store.RewriteMessagesAsync(id, rewrites, cancellationToken).ConfigureAwait(false))
                after = page[^1].Sequence;
        }
    }

    private async Task<int> DeleteIfThereAsync(Message message, CancellationToken cancellationToken)
    {
        try
        {
            await DeleteMessageAsync(null, message.ConversationId, message.Id, cancellationToken).ConfigureAwait(false);
            return 1;
        }
        catch (Exception error) when (error is MessageNotFoundException or ConversationNotFoundException)
        {
            return 0;
        }
    }

    /// <summary>Gives what is left of a message without the user: no mention of them, and of their own no custom data; null = it stays.</summary>
    private static MessageContent? ContentWithout(Message message, Erasure erasure)
    {
        var text = Mentions.Replace(message.Text, erasure.UserId, erasure.ErasedId);
        var custom = message.SenderId == erasure.UserId ? CustomData.Empty : message.Custom;
        return text == message.Text && custom.Equals(message.Custom) ? null : new(text, custom);
    }
}
