using System.Collections.Concurrent;
using Conversations.Decisions;
using Conversations.Storage;

namespace Conversations.Mistakes;

/// <summary>Ends the membership of a user who takes part when it replaces the user.</summary>
internal sealed class RemovesAPresentUser(IConversationStore inner) : ForwardingStore(inner)
{
    public override async Task<ReplacedUpTo?> ReplaceUserAsync(
        ConversationId id, UserId userId, UserId replacement, long upTo, ReplacedUpTo from, CancellationToken cancellationToken = default)
    {
        await CommitAsync([new() { Change = new ParticipantRemoved { ConversationId = id, At = DateTimeOffset.UnixEpoch, UserId = userId } }], cancellationToken);
        return await base.ReplaceUserAsync(id, userId, replacement, upTo, from, cancellationToken);
    }
}

/// <summary>Replaces a user who takes part in the row of the participant too.</summary>
internal sealed class ReplacesAPresentUser(IConversationStore inner) : ForwardingStore(inner)
{
    public override async Task<ReplacedUpTo?> ReplaceUserAsync(
        ConversationId id, UserId userId, UserId replacement, long upTo, ReplacedUpTo from, CancellationToken cancellationToken = default)
    {
        var write = new ParticipantWrite(replacement, ParticipantAccess.ReadWrite, NotifySetting.All, Joins: true);
        var change = new ParticipantAdded { ConversationId = id, At = DateTimeOffset.UnixEpoch, UserId = replacement };
        await CommitAsync([new() { Change = change, Participants = [write] }], cancellationToken);
        return await base.ReplaceUserAsync(id, userId, replacement, upTo, from, cancellationToken);
    }
}

/// <summary>Keeps the ended membership of a user whom it replaces.</summary>
internal sealed class KeepsEndedMemberships(IConversationStore inner) : ForwardingStore(inner)
{
    private readonly ConcurrentDictionary<UserId, Membership> _kept = [];

    public override async Task<ReplacedUpTo?> ReplaceUserAsync(
        ConversationId id, UserId userId, UserId replacement, long upTo, ReplacedUpTo from, CancellationToken cancellationToken = default)
    {
        var facts = await ReadFactsAsync(new() { ConversationId = id, Users = [userId] }, cancellationToken);
        if (facts.Memberships.TryGetValue(userId, out var membership) && !membership.IsPresent)
            _kept[userId] = membership;

        return await base.ReplaceUserAsync(id, userId, replacement, upTo, from, cancellationToken);
    }

    public override async Task<ConversationFacts> ReadFactsAsync(FactsQuery query, CancellationToken cancellationToken = default)
    {
        var facts = await base.ReadFactsAsync(query, cancellationToken);
        return facts.With(one => one.Memberships, facts.Memberships.Concat(_kept.Where(one => query.Users.Contains(one.Key))).ToDictionary());
    }
}

/// <summary>Keeps the numbers of reactions although two of them became one.</summary>
internal sealed class CountsMergedReactionsTwice(IConversationStore inner) : ForwardingStore(inner)
{
    private readonly ConcurrentDictionary<MessageId, IReadOnlyList<Reaction>> _counts = [];

    public override async Task<ReplacedUpTo?> ReplaceUserAsync(
        ConversationId id, UserId userId, UserId replacement, long upTo, ReplacedUpTo from, CancellationToken cancellationToken = default)
    {
        foreach (var message in await ListMessagesAsync(new() { ConversationId = id, Limit = 1_000 }, cancellationToken) ?? [])
            _counts[message.Id] = message.Reactions;

        return await base.ReplaceUserAsync(id, userId, replacement, upTo, from, cancellationToken);
    }

    public override async Task<Message?> FindMessageAsync(
        ConversationId id, MessageId messageId, UserId? viewer, CancellationToken cancellationToken = default)
    {
        var message = await base.FindMessageAsync(id, messageId, viewer, cancellationToken);
        return message is not null && _counts.TryGetValue(messageId, out var counts) ? message with { Reactions = counts } : message;
    }
}

/// <summary>Replaces the user in all rows, also in those of a person who has the id later.</summary>
internal sealed class ReplacesLaterRows(IConversationStore inner) : ForwardingStore(inner)
{
    public override Task<ReplacedUpTo?> ReplaceUserAsync(
        ConversationId id, UserId userId, UserId replacement, long upTo, ReplacedUpTo from, CancellationToken cancellationToken = default) =>
        base.ReplaceUserAsync(id, userId, replacement, long.MaxValue, from, cancellationToken);
}
