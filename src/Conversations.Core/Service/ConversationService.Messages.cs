using Conversations.Decisions;
using Conversations.Storage;

namespace Conversations;

/// <content>Reads, edits and deletes messages, and changes their reactions.</content>
internal sealed partial class ConversationService
{
    private const int MessagesPageSize = 30;

    internal Task<Message?> FindMessageAsync(
        ActingUser? actor, ConversationId id, MessageId messageId, CancellationToken cancellationToken)
    {
        runner.ThrowIfEnded(cancellationToken);
        return store.FindMessageAsync(id.Required(), messageId.Required(), actor?.UserId, cancellationToken);
    }

    internal Paged<Message> ListMessagesAsync(ActingUser? actor, ConversationId id, MessageQuery? query)
    {
        query ??= new();
        query.Check();
        var isDescending = query.After is null && query.Around is null;
        return List<Message>(
            id,
            CursorScope.Of("messages", id.Required().Value, ViewerOf(actor), query.CursorKey),
            MessagesPageSize,
            last => new(last.Sequence),
            (place, limit, cancellationToken) =>
            {
                if (isDescending)
                    return store.ListMessagesAsync(Before(actor, id, place?.Number ?? query.Before ?? long.MaxValue, limit), cancellationToken);

                return place is null && query.Around is { } around
                    ? ReadAroundAsync(actor, id, around, limit, cancellationToken)
                    : store.ListMessagesAsync(From(actor, id, place?.Number ?? query.After!.Value, limit), cancellationToken);
            });
    }

    internal async Task<Message> EditMessageAsync(
        ActingUser? actor,
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
            Actor = actor,
            MessageId = messageId.Required(),
            Patch = patch,
            ExpectedRevision = expectedRevision,
        };
        runner.ThrowIfEnded(cancellationToken);
        await runner.SynchronizeAsync(cancellationToken).ConfigureAwait(false);
        command.Check(runner.Context);
        if (!policies.IsEmpty && patch.Text is not null)
        {
            // A policy receives the sender of the message as the author of the new text. That would be wrong for an edit which
            // the user may not make. So such an edit is refused before the policies are asked.
            if (actor is not null)
                command.Decide(await runner.ReadFactsAsync(command, cancellationToken).ConfigureAwait(false), runner.Context);

            command = await JudgeAsync(command, cancellationToken).ConfigureAwait(false);
        }

        var result = await runner.RunCheckedAsync(command, cancellationToken).ConfigureAwait(false);
        return await CommandRunner.ReadBackAsync(
            result,
            token => GetOfMessageAsync(actor, id, messageId, () => store.FindMessageAsync(id, messageId, actor?.UserId, token), token),
            cancellationToken).ConfigureAwait(false);
    }

    internal async Task DeleteMessageAsync(
        ActingUser? actor, ConversationId id, MessageId messageId, CancellationToken cancellationToken)
    {
        var command = new DeleteMessage { ConversationId = id.Required(), Actor = actor, MessageId = messageId.Required() };
        await runner.RunAsync(command, cancellationToken).ConfigureAwait(false);
    }

    internal Paged<Reactor> ListReactionsAsync(ActingUser? actor, ConversationId id, MessageId messageId) => List<Reactor>(
        id,
        CursorScope.Of("reactions", id.Required().Value, messageId.Required().Value, ViewerOf(actor)),
        MessagesPageSize,
        last => new(last.Version),
        (place, limit, cancellationToken) =>
        {
            var window = new ReactorWindow
            {
                ConversationId = id,
                MessageId = messageId,
                Viewer = actor?.UserId,
                AfterVersion = place?.Number ?? 0,
                Limit = limit,
            };
            return GetOfMessageAsync(actor, id, messageId, () => store.ListReactorsAsync(window, cancellationToken), cancellationToken)!;
        });

    /// <summary>
    /// Reads something of a message. Throws if the conversation or the message does not exist for the actor.
    /// </summary>
    private async Task<T> GetOfMessageAsync<T>(
        ActingUser? actor, ConversationId id, MessageId messageId, Func<Task<T?>> read, CancellationToken cancellationToken)
        where T : class
    {
        var needs = new FactsQuery { ConversationId = id, Users = actor is null ? [] : new[] { actor.UserId }, Message = messageId };
        while (true)
        {
            if (await read().ConfigureAwait(false) is { } found)
                return found;

            var facts = await store.ReadFactsAsync(needs, cancellationToken).ConfigureAwait(false);
            var participant = actor is null ? null : facts.Participant(actor.UserId);
            if (!facts.Exists || (actor is not null && participant is null))
                throw new ConversationNotFoundException(id);
            if (facts.Message?.Message is not { } message || message.Sequence < participant?.VisibleFrom)
                throw new MessageNotFoundException(id, messageId);

            // Both exist now: the user joined or the message was sent between the two reads. So it is read again.
        }
    }

    private static MessageWindow Before(ActingUser? actor, ConversationId id, long sequence, int limit) =>
        new() { ConversationId = id, Viewer = actor?.UserId, To = sequence - 1, Descending = true, Limit = limit };

    private static MessageWindow From(ActingUser? actor, ConversationId id, long after, int limit) =>
        new() { ConversationId = id, Viewer = actor?.UserId, From = after == long.MaxValue ? after : after + 1, Limit = limit };

    /// <summary>Reads the messages before and after a place, or returns null if the conversation does not exist for the actor.</summary>
    private async Task<IReadOnlyList<Message>?> ReadAroundAsync(
        ActingUser? actor, ConversationId id, long around, int limit, CancellationToken cancellationToken)
    {
        var size = limit - 1;
        var before = size < 2 ? [] : await store.ListMessagesAsync(Before(actor, id, around, size / 2), cancellationToken).ConfigureAwait(false);
        if (before is null)
            return null;

        var window = new MessageWindow { ConversationId = id, Viewer = actor?.UserId, From = around, Limit = limit - before.Count };
        var after = await store.ListMessagesAsync(window, cancellationToken).ConfigureAwait(false);
        return after is null ? null : [.. before.Reverse(), .. after];
    }

    internal async Task<bool> ReactAsync(
        ActingUser? actor,
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
            Actor = actor,
            MessageId = messageId.Required(),
            UserId = userId.Required(),
            Emoji = emoji,
            IsThere = isThere,
        };
        return (await runner.RunAsync(command, cancellationToken).ConfigureAwait(false)).IsStored;
    }

    private async Task<EditMessage> JudgeAsync(EditMessage command, CancellationToken cancellationToken)
    {
        var (id, messageId, patch) = (command.ConversationId, command.MessageId, command.Patch);
        var message = await FindMessageAsync(command.Actor, id, messageId, cancellationToken).ConfigureAwait(false);
        if (message is null)
            return command;

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
        var text = await policies.JudgeAsync(judged, cancellationToken).ConfigureAwait(false);
        if (ReferenceEquals(text, patch.Text))
            return command;

        // As when a user sends: in a message that a user sent, the label stays text. In a message that the app sent, it would become a link, and the policy
        // may have made it of the user's words. So it is refused there.
        CheckTextOfPolicy(text, mayBecomeHidingLink: command.Actor is not null && message.Origin != MessageOrigin.Session);
        return new()
        {
            ConversationId = id,
            Actor = command.Actor,
            MessageId = messageId,
            Patch = patch.WithText(text),
            ExpectedRevision = command.ExpectedRevision,
        };
    }
}
