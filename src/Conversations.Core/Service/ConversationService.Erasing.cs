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
        var messages = 0L;
        if (await LeaveAsync(id, erasure.UserId, cancellationToken).ConfigureAwait(false))
        {
            await EraseMentionsInSettingsAsync(id, erasure, cancellationToken).ConfigureAwait(false);
            messages = await EraseMessagesAsync(id, erasure, cancellationToken).ConfigureAwait(false);
        }

        while (await _store.ReplaceUserAsync(id, erasure.UserId, erasure.ErasedId, cancellationToken).ConfigureAwait(false))
            cancellationToken.ThrowIfCancellationRequested();

        return messages;
    }

    /// <summary>Ends a user's participation; the last one out deletes the conversation. False = it does not exist, or no longer.</summary>
    private async Task<bool> LeaveAsync(ConversationId id, UserId userId, CancellationToken cancellationToken)
    {
        try
        {
            await RunAsync(new RemoveParticipant { ConversationId = id, UserId = userId }, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (ConversationNotFoundException)
        {
            return false;
        }
        catch (InvalidConversationDataException)
        {
            await DeleteAsync(id, null, cancellationToken).ConfigureAwait(false);
            return false;
        }
    }

    private async Task EraseMentionsInSettingsAsync(ConversationId id, Erasure erasure, CancellationToken cancellationToken)
    {
        if (await FindAsync(null, id, cancellationToken).ConfigureAwait(false) is not { } conversation)
            return;

        string Without(string text) => Mentions.Replace(text, erasure.UserId, erasure.ErasedId);
        var patch = new ConversationPatch();
        if (conversation.Subject is { } subject && Without(subject) != subject)
            patch.Subject = Without(subject);

        if (conversation.WelcomeMessages.Any(text => Without(text) != text))
            patch.WelcomeMessages = [.. conversation.WelcomeMessages.Select(Without)];

        var command = new SetConversation { ConversationId = id, Patch = patch };
        await RunAsync(command, cancellationToken).ConfigureAwait(false);
    }

    private async Task<long> EraseMessagesAsync(ConversationId id, Erasure erasure, CancellationToken cancellationToken)
    {
        var (count, after) = (0L, 0L);
        while (true)
        {
            var window = From(null, id, after, ErasureBatch);
            var page = await _store.ListMessagesAsync(window, cancellationToken).ConfigureAwait(false) ?? [];
            if (page.Count == 0)
                return count;

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
