using Conversations.Storage;

namespace Conversations;

/// <content>Messages that are there.</content>
internal sealed partial class ConversationService
{
    private const int MessagesPageSize = 30;

    public Task<Message?> FindMessageAsync(ConversationId id, MessageId messageId, CancellationToken cancellationToken = default)
    {
        CheckAlive(cancellationToken);
        return _store.FindMessageAsync(id.Required(), messageId.Required(), null, cancellationToken);
    }

    public Paged<Message> ListMessagesAsync(ConversationId id, MessagesQuery? query = null)
    {
        query ??= new();
        query.Check();
        var isDescending = query.After is null && query.Around is null;
        return List<Message>(
            CursorScope.Of("messages", id.Required().Value, isDescending ? "before" : "after"),
            MessagesPageSize,
            last => new(last.Sequence),
            (place, limit, cancellationToken) =>
            {
                if (isDescending)
                    return ReadMessagesAsync(Before(id, place?.Number ?? query.Before ?? long.MaxValue, limit), cancellationToken);

                return place is null && query.Around is { } around
                    ? ReadAroundAsync(id, around, limit, cancellationToken)
                    : ReadMessagesAsync(From(id, place?.Number ?? query.After!.Value, limit), cancellationToken);
            });
    }

    public async Task<Message> EditMessageAsync(
        ConversationId id,
        MessageId messageId,
        MessagePatch patch,
        int? expectedRevision = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(patch);
        var command = new EditMessage
        {
            ConversationId = id.Required(),
            MessageId = messageId.Required(),
            Patch = patch,
            ExpectedRevision = expectedRevision,
        };
        command.Check(Context);
        if (!policies.IsEmpty && patch.Text is not null)
            command = command with { Patch = await JudgeAsync(command, cancellationToken).ConfigureAwait(false) };

        await RunAsync(command, cancellationToken).ConfigureAwait(false);
        return await FindMessageAsync(id, messageId, cancellationToken).ConfigureAwait(false)
            ?? throw new MessageNotFoundException(id, messageId);
    }

    public async Task DeleteMessageAsync(ConversationId id, MessageId messageId, CancellationToken cancellationToken = default) =>
        await RunAsync(new DeleteMessage { ConversationId = id.Required(), MessageId = messageId.Required() }, cancellationToken)
            .ConfigureAwait(false);

    public Task<bool> AddReactionAsync(
        ConversationId id, MessageId messageId, UserId userId, string emoji, CancellationToken cancellationToken = default) =>
        ReactAsync(id.Required(), messageId.Required(), userId.Required(), emoji, isThere: true, cancellationToken);

    public Task<bool> RemoveReactionAsync(
        ConversationId id, MessageId messageId, UserId userId, string emoji, CancellationToken cancellationToken = default) =>
        ReactAsync(id.Required(), messageId.Required(), userId.Required(), emoji, isThere: false, cancellationToken);

    public Paged<Reactor> ListReactionsAsync(ConversationId id, MessageId messageId) => List<Reactor>(
        CursorScope.Of("reactions", id.Required().Value, messageId.Required().Value),
        MessagesPageSize,
        last => new(last.Version),
        async (place, limit, cancellationToken) =>
        {
            var window = new ReactorWindow { ConversationId = id, MessageId = messageId, AfterVersion = place?.Number ?? 0, Limit = limit };
            if (await _store.ListReactorsAsync(window, cancellationToken).ConfigureAwait(false) is { } reactors)
                return reactors;

            await GetAsync(id, cancellationToken).ConfigureAwait(false);
            throw new MessageNotFoundException(id, messageId);
        });

    private static MessageWindow Before(ConversationId id, long sequence, int limit) =>
        new() { ConversationId = id, To = sequence - 1, Descending = true, Limit = limit };

    private static MessageWindow From(ConversationId id, long after, int limit) =>
        new() { ConversationId = id, From = after == long.MaxValue ? after : after + 1, Limit = limit };

    private async Task<IReadOnlyList<Message>> ReadMessagesAsync(MessageWindow window, CancellationToken cancellationToken) =>
        await _store.ListMessagesAsync(window, cancellationToken).ConfigureAwait(false)
        ?? throw new ConversationNotFoundException(window.ConversationId);

    private async Task<IReadOnlyList<Message>> ReadAroundAsync(
        ConversationId id, long around, int limit, CancellationToken cancellationToken)
    {
        var size = limit - 1;
        var before = size < 2 ? [] : await ReadMessagesAsync(Before(id, around, size / 2), cancellationToken).ConfigureAwait(false);
        var window = new MessageWindow { ConversationId = id, From = around, Limit = limit - before.Count };
        return [.. before.Reverse(), .. await ReadMessagesAsync(window, cancellationToken).ConfigureAwait(false)];
    }

    private async Task<bool> ReactAsync(
        ConversationId id, MessageId messageId, UserId userId, string emoji, bool isThere, CancellationToken cancellationToken)
    {
        var command = new SetReaction { ConversationId = id, MessageId = messageId, UserId = userId, Emoji = emoji, IsThere = isThere };
        return (await RunAsync(command, cancellationToken).ConfigureAwait(false)).IsStored;
    }

    private async Task<MessagePatch> JudgeAsync(EditMessage command, CancellationToken cancellationToken)
    {
        var (id, messageId, patch) = (command.ConversationId, command.MessageId, command.Patch);
        var message = await FindMessageAsync(id, messageId, cancellationToken).ConfigureAwait(false);
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
