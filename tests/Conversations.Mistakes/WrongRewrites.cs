using Conversations.Storage;

namespace Conversations.Mistakes;

/// <summary>Rewrites a message whatever its revision is.</summary>
internal sealed class RewritesAnyRevision(IConversationStore inner) : ForwardingStore(inner)
{
    public override async Task<bool> RewriteMessagesAsync(
        ConversationId id, IReadOnlyList<MessageRewrite> rewrites, CancellationToken cancellationToken = default)
    {
        var messages = await ListMessagesAsync(new() { ConversationId = id, Limit = 1_000 }, cancellationToken) ?? [];
        var revisions = messages.ToDictionary(message => message.Sequence, message => message.Revision);
        return await base.RewriteMessagesAsync(
            id, [.. rewrites.Select(one => new MessageRewrite(one.Sequence, revisions.GetValueOrDefault(one.Sequence), one.Content))], cancellationToken);
    }
}

/// <summary>Rewrites nothing if one of the messages has another revision, as one transaction that is rolled back would.</summary>
internal sealed class RewritesAllOrNothing(IConversationStore inner) : ForwardingStore(inner)
{
    public override async Task<bool> RewriteMessagesAsync(
        ConversationId id, IReadOnlyList<MessageRewrite> rewrites, CancellationToken cancellationToken = default)
    {
        var messages = await ListMessagesAsync(new() { ConversationId = id, Limit = 1_000 }, cancellationToken) ?? [];
        return !messages.Any(message => rewrites.Any(one => one.Sequence == message.Sequence && one.Revision != message.Revision))
            && await base.RewriteMessagesAsync(id, rewrites, cancellationToken);
    }
}

/// <summary>Says that all messages were rewritten, also if one has another revision.</summary>
internal sealed class ReportsEveryRewriteAsDone(IConversationStore inner) : ForwardingStore(inner)
{
    public override async Task<bool> RewriteMessagesAsync(
        ConversationId id, IReadOnlyList<MessageRewrite> rewrites, CancellationToken cancellationToken = default) =>
        await base.RewriteMessagesAsync(id, rewrites, cancellationToken) || true;
}

/// <summary>Says that a message has another revision if it updated no row, as for a deleted message.</summary>
internal sealed class TakesMissingMessagesForEdited(IConversationStore inner) : ForwardingStore(inner)
{
    public override async Task<bool> RewriteMessagesAsync(
        ConversationId id, IReadOnlyList<MessageRewrite> rewrites, CancellationToken cancellationToken = default)
    {
        var messages = await ListMessagesAsync(new() { ConversationId = id, Limit = 1_000 }, cancellationToken) ?? [];
        return await base.RewriteMessagesAsync(id, rewrites, cancellationToken)
            & rewrites.All(one => messages.Any(message => message.Sequence == one.Sequence));
    }
}

/// <summary>Rewrites a message by an edit, which is in the log.</summary>
internal sealed class RewritesByEdits(IConversationStore inner) : ForwardingStore(inner)
{
    public override async Task<bool> RewriteMessagesAsync(
        ConversationId id, IReadOnlyList<MessageRewrite> rewrites, CancellationToken cancellationToken = default)
    {
        foreach (var message in await ListMessagesAsync(new() { ConversationId = id, Limit = 1_000 }, cancellationToken) ?? [])
        {
            foreach (var rewrite in rewrites.Where(one => one.Sequence == message.Sequence))
            {
                var change = new MessageEdited { ConversationId = id, At = message.CreatedAt, MessageId = message.Id, Revision = message.Revision + 1 };
                await CommitAsync([new() { Change = change, Content = rewrite.Content }], cancellationToken);
            }
        }

        return true;
    }
}
