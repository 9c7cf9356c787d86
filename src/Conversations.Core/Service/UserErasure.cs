using Conversations.Decisions;
using Conversations.Storage;

namespace Conversations;

/// <summary>
/// Erases a user in every conversation that contains anything of the user, batch by batch. An erasure that was interrupted
/// continues as it began.
/// </summary>
internal sealed partial class UserErasure(IConversationStore store, CommandRunner runner)
{
    private const int BatchSize = 100;

    internal async Task<ErasureProgress> RunAsync(UserId userId, EraseOptions? options, CancellationToken cancellationToken)
    {
        runner.ThrowIfEnded(cancellationToken);
        options ??= new();
        var begun = new Erasure(userId.Required(), new($"erased-{Guid.NewGuid():N}"), options.KeepTexts);
        var erasure = await store.BeginErasureAsync(begun, cancellationToken).ConfigureAwait(false);
        await store.RemoveUserAsync(userId, cancellationToken).ConfigureAwait(false);

        var (progress, failures) = (new ErasureProgress(0, 0), new Failures());
        ConversationId? after = null;
        while (await store.ListTracesAsync(userId, after, BatchSize, cancellationToken).ConfigureAwait(false) is { Count: > 0 } traces)
        {
            foreach (var id in traces)
            {
                runner.ThrowIfEnded(cancellationToken);
                if (await TryEraseInAsync(id, erasure, failures, cancellationToken).ConfigureAwait(false) is not { } messages)
                    continue;

                progress = new(progress.Conversations + 1, progress.Messages + messages);
                options.Progress?.Report(progress);
            }

            after = traces[^1];
        }

        // The record of the erasure stays if a conversation is left, so that the next call continues with the same id.
        failures.ThrowIfAny(progress);
        await store.EndErasureAsync(userId, cancellationToken).ConfigureAwait(false);
        return progress;
    }

    /// <summary>Erases a user in one conversation. A failure is kept for later, so that it does not stop the other conversations.</summary>
    /// <returns>The number of messages that were deleted or rewritten, or null if this conversation failed.</returns>
    private async Task<long?> TryEraseInAsync(ConversationId id, Erasure erasure, Failures failures, CancellationToken cancellationToken)
    {
        try
        {
            return await EraseInAsync(id, erasure, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is not (OperationCanceledException or ObjectDisposedException))
        {
            failures.Add(error);
            return null;
        }
    }

    /// <summary>
    /// Erases a user in one conversation: the user leaves, the content of the user is removed, and another id replaces the user. All of it
    /// ends at the change by which the user left. A user who has the id after that is another person.
    /// </summary>
    /// <returns>The number of messages that were deleted or rewritten.</returns>
    private async Task<long> EraseInAsync(ConversationId id, Erasure erasure, CancellationToken cancellationToken)
    {
        var end = await LeaveAsync(id, erasure.UserId, cancellationToken).ConfigureAwait(false);
        var messages = end.Exists ? await EraseContentAsync(id, erasure, end.Sequence, cancellationToken).ConfigureAwait(false) : 0;
        for (ReplacedUpTo? next = default(ReplacedUpTo); next is { } from;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            next = await store.ReplaceUserAsync(id, erasure.UserId, erasure.ErasedId, end.Version, from, cancellationToken).ConfigureAwait(false);
        }

        return messages;
    }

    /// <summary>Removes mentions of the user from the settings, and erases the user in the messages up to a sequence.</summary>
    /// <returns>The number of messages that were deleted or rewritten.</returns>
    private async Task<long> EraseContentAsync(ConversationId id, Erasure erasure, long upTo, CancellationToken cancellationToken)
    {
        try
        {
            await runner.RunAsync(new EraseMentions { ConversationId = id, Erasure = erasure }, cancellationToken).ConfigureAwait(false);
        }
        catch (ConversationNotFoundException)
        {
            return 0;
        }

        var deleted = erasure.KeepsText ? 0 : await DeleteMessagesAsync(id, erasure.UserId, upTo, cancellationToken).ConfigureAwait(false);
        return deleted + await RewriteMessagesAsync(id, erasure, upTo, cancellationToken).ConfigureAwait(false);
    }

    private async Task<long> DeleteMessagesAsync(ConversationId id, UserId userId, long upTo, CancellationToken cancellationToken)
    {
        var (count, after) = (0L, 0L);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var deleted = await store.DeleteMessagesOfAsync(id, userId, after, upTo, runner.Context.Now, cancellationToken).ConfigureAwait(false);
            runner.Signals.Tell(id);
            if (deleted.Count == 0)
                return count;

            (count, after) = (count + deleted.Count, deleted.Sequence);
        }
    }

    /// <summary>Removes the user from the content of the messages up to a sequence.</summary>
    /// <returns>The number of messages that were rewritten.</returns>
    private async Task<long> RewriteMessagesAsync(ConversationId id, Erasure erasure, long upTo, CancellationToken cancellationToken)
    {
        var (count, after) = (0L, 0L);
        var rewritten = new HashSet<long>();
        while (true)
        {
            var window = new MessageWindow { ConversationId = id, From = after + 1, To = upTo, Limit = BatchSize };
            var page = await store.ListMessagesAsync(window, cancellationToken).ConfigureAwait(false) ?? [];
            if (page.Count == 0)
                return count;

            List<MessageRewrite> rewrites = [.. page.Select(message => Rewrite(message, erasure)).OfType<MessageRewrite>()];
            rewritten.UnionWith(rewrites.Select(one => one.Sequence));
            if (rewrites.Count > 0 && !await store.RewriteMessagesAsync(id, rewrites, cancellationToken).ConfigureAwait(false))
                continue;

            // A page that had to be read again counts each of its messages once.
            (count, after) = (count + rewritten.Count, page[^1].Sequence);
            rewritten.Clear();
        }
    }

    /// <summary>
    /// Removes the user from the content of a message: mentions of the user and, if the user sent the message, its custom data.
    /// </summary>
    /// <returns>The message with its new content, or null if the message stays as it is.</returns>
    private static MessageRewrite? Rewrite(Message message, Erasure erasure)
    {
        var text = Mentions.Replace(message.Text, erasure.UserId, erasure.ErasedId);
        var custom = message.SenderId == erasure.UserId ? CustomData.Empty : message.Custom;
        return text == message.Text && custom.Equals(message.Custom) ? null : new(message.Sequence, message.Revision, new(text, custom));
    }

    /// <summary>The conversations in which this call could not erase the user.</summary>
    private sealed class Failures
    {
        private int _count;
        private Exception? _first;

        internal void Add(Exception error) => (_count, _first) = (_count + 1, _first ?? error);

        internal void ThrowIfAny(ErasureProgress progress)
        {
            if (_count == 0)
                return;

            throw new StorageException(
                $"The user could not be erased in {_count} of {_count + progress.Conversations} conversations. The others are done. "
                + "Erase the user again: that call continues with the conversations that are left. The inner exception is the first failure.",
                _first);
        }
    }
}
