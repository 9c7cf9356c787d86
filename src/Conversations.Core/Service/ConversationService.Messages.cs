using Conversations.Storage;

namespace Conversations;

/// <content>Messages that are there.</content>
internal sealed partial class ConversationService
{
    private const int MessagesPageSize = 30;

    internal Task<Message?> FindMessageAsync(
        Acting? by, ConversationId id, MessageId messageId, CancellationToken cancellationToken)
    {
        CheckAlive(cancellationToken);
        return _store.FindMessageAsync(id.Required(), messageId.Required(), by?.UserId, cancellationToken);
    }

    internal Paged<Message> ListMessagesAsync(Acting? by, ConversationId id, MessagesQuery? query)
    {
        query ??= new();
        query.Check();
        var isDescending = query.After is null && query.Around is null;
        return List<Message>(
            CursorScope.Of("messages", id.Required().Value, ViewerOf(by), query.Text),
            MessagesPageSize,
            last => new(last.Sequence),
            (place, limit, cancellationToken) =>
            {
                if (isDescending)
                    return ReadMessagesAsync(Before(by, id, place?.Number ?? query.Before ?? long.MaxValue, limit), cancellationToken);

                return place is null && query.Around is { } around
                    ? ReadAroundAsync(by, id, around, limit, cancellationToken)
                    : ReadMessagesAsync(From(by, id, place?.Number ?? query.After!.Value, limit), cancellationToken);
            });
    }

    internal async Task<Message> EditMessageAsync(
        Acting? by,
        ConversationId id,
        MessageId messageId,
        MessagePatch patch,
        int? expectedRevision,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(patch);
        var command = new EditMessage
        {
            ConversationId = id.Required(),
            By = by,
            MessageId = messageId.Required(),
            Patch = patch,
            ExpectedRevision = expectedRevision,
        };
        command.Check(Context);
        if (!policies.IsEmpty && patch.Text is not null)
        {
            // No policy hears of what a user may not edit anyway: it would take the message's sender for who wrote the text.
            if (by is not null)
                command.Decide(await ReadFactsAsync(command, cancellationToken).ConfigureAwait(false), Context);

            command = command with { Patch = await JudgeAsync(command, cancellationToken).ConfigureAwait(false) };
        }

        var completion = await RunAsync(command, cancellationToken).ConfigureAwait(false);
        return await ReadBackAsync(
            completion,
            token => GetOfMessageAsync(by, id, messageId, () => _store.FindMessageAsync(id, messageId, by?.UserId, token), token),
            cancellationToken).ConfigureAwait(false);
    }

    internal async Task DeleteMessageAsync(
        Acting? by, ConversationId id, MessageId messageId, CancellationToken cancellationToken)
    {
        var command = new DeleteMessage { ConversationId = id.Required(), By = by, MessageId = messageId.Required() };
        await RunAsync(command, cancellationToken).ConfigureAwait(false);
    }

    internal Paged<Reactor> ListReactionsAsync(Acting? by, ConversationId id, MessageId messageId) => List<Reactor>(
        CursorScope.Of("reactions", id.Required().Value, messageId.Required().Value, ViewerOf(by)),
        MessagesPageSize,
        last => new(last.Version),
        (place, limit, cancellationToken) =>
        {
            var window = new ReactorWindow
            {
                ConversationId = id,
                MessageId = messageId,
                Viewer = by?.UserId,
                AfterVersion = place?.Number ?? 0,
                Limit = limit,
            };
            return GetOfMessageAsync(by, id, messageId, () => _store.ListReactorsAsync(window, cancellationToken), cancellationToken);
        });

    /// <summary>Reads something of a message, or says what of the two does not exist: the conversation or the message.</summary>
    private async Task<T> GetOfMessageAsync<T>(
        Acting? by, ConversationId id, MessageId messageId, Func<Task<T?>> read, CancellationToken cancellationToken)
        where T : class
    {
        var needs = new FactsQuery { ConversationId = id, Users = by is null ? [] : [by.UserId], Message = messageId };
        while (true)
        {
            if (await read().ConfigureAwait(false) is { } found)
                return found;

            var facts = await _store.ReadFactsAsync(needs, cancellationToken).ConfigureAwait(false);
            if (!facts.Exists || (by is not null && facts.Participant(by.UserId) is null))
                throw new ConversationNotFoundException(id);
            if (facts.Message?.Message is null)
                throw new MessageNotFoundException(id, messageId);

            // Both are there by now: the user was away for that moment, or the message was just sent.
        }
    }

    private static MessageWindow Before(Acting? by, ConversationId id, long sequence, int limit) =>
        new() { ConversationId = id, Viewer = by?.UserId, To = sequence - 1, Descending = true, Limit = limit };

    private static MessageWindow From(Acting? by, ConversationId id, long after, int limit) =>
        new() { ConversationId = id, Viewer = by?.UserId, From = after == long.MaxValue ? after : after + 1, Limit = limit };

    private async Task<IReadOnlyList<Message>> ReadMessagesAsync(MessageWindow window, CancellationToken cancellationToken) =>
        await _store.ListMessagesAsync(window, cancellationToken).ConfigureAwait(false)
        ?? throw new ConversationNotFoundException(window.ConversationId);

    private async Task<IReadOnlyList<Message>> ReadAroundAsync(
        Acting? by, ConversationId id, long around, int limit, CancellationToken cancellationToken)
    {
        var size = limit - 1;
        var before = size < 2 ? [] : await ReadMessagesAsync(Before(by, id, around, size / 2), cancellationToken).ConfigureAwait(false);
        var window = new MessageWindow { ConversationId = id, Viewer = by?.UserId, From = around, Limit = limit - before.Count };
        return [.. before.Reverse(), .. await ReadMessagesAsync(window, cancellationToken).ConfigureAwait(false)];
    }

    internal async Task<bool> ReactAsync(
        Acting? by,
        ConversationId id,
        MessageId messageId,
        UserId userId,
        string emoji,
        bool isThere,
        CancellationToken cancellationToken)
    {
        var command = new SetReaction
        {
            ConversationId = id.Required(),
            By = by,
            MessageId = messageId.Required(),
            UserId = userId.Required(),
            Emoji = emoji,
            IsThere = isThere,
        };
        return (await RunAsync(command, cancellationToken).ConfigureAwait(false)).IsStored;
    }

    private async Task<MessagePatch> JudgeAsync(EditMessage command, CancellationToken cancellationToken)
    {
        var (id, messageId, patch) = (command.ConversationId, command.MessageId, command.Patch);
        var message = await FindMessageAsync(command.By, id, messageId, cancellationToken).ConfigureAwait(false);
        if (message is null)
            return patch;

        var judged = new PolicyMessage
        {
            ConversationId = id,
            MessageId = messageId,
            SenderId = message.SenderId,
            Text = patch.Text!,
            Custom = message.Custom,
            ReplyTo = message.ReplyTo,
            IsEdit = true,
        };
        return patch.WithText(await policies.JudgeAsync(judged, cancellationToken).ConfigureAwait(false));
    }
}
