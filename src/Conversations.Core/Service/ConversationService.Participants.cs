using Conversations.Decisions;
using Conversations.Storage;

namespace Conversations;

/// <content>Finds, lists, sets and removes participants.</content>
internal sealed partial class ConversationService
{
    private const int ParticipantsPageSize = 10;

    internal Task<Participant?> FindParticipantAsync(
        ActingUser? actor, ConversationId id, UserId userId, CancellationToken cancellationToken)
    {
        runner.ThrowIfEnded(cancellationToken);
        return store.FindParticipantAsync(id.Required(), userId.Required(), actor?.UserId, cancellationToken);
    }

    internal Paged<Participant> ListParticipantsAsync(ActingUser? actor, ConversationId id) => List<Participant>(
        id,
        CursorScope.Of("participants", id.Required().Value, ViewerOf(actor)),
        ParticipantsPageSize,
        last => new(last.JoinedAt.ToUnixTimeMilliseconds(), last.UserId.Value),
        (place, limit, cancellationToken) =>
        {
            var window = new ParticipantWindow
            {
                ConversationId = id,
                Viewer = actor?.UserId,
                After = place is { } after ? (Timestamp.FromMilliseconds(after.Number), UserId.FromStored(after.Id)) : null,
                Limit = limit,
            };
            return store.ListParticipantsAsync(window, cancellationToken);
        });

    internal async Task<Participant> SetParticipantAsync(
        ActingUser? actor,
        ConversationId id,
        UserId userId,
        ParticipantPatch? patch,
        long? expectedSettingsVersion,
        CancellationToken cancellationToken)
    {
        var command = new SetParticipant
        {
            ConversationId = id.Required(),
            Actor = actor,
            UserId = userId.Required(),
            Patch = patch,
            ExpectedSettingsVersion = expectedSettingsVersion,
        };
        var result = await runner.RunAsync(command, cancellationToken).ConfigureAwait(false);
        if (await CommandRunner.ReadBackAsync(result, token => store.FindParticipantAsync(id, userId, actor?.UserId, token), cancellationToken)
            .ConfigureAwait(false) is { } participant)
        {
            return participant;
        }

        await GetAsync(actor, id, result, cancellationToken).ConfigureAwait(false);
        throw new ConversationAccessException(id, userId, "was removed again by another caller in the meantime");
    }

    internal async Task<bool> RemoveParticipantAsync(
        ActingUser? actor, ConversationId id, UserId userId, long? expectedSettingsVersion, CancellationToken cancellationToken)
    {
        var command = new RemoveParticipant
        {
            ConversationId = id.Required(),
            Actor = actor,
            UserId = userId.Required(),
            ExpectedSettingsVersion = expectedSettingsVersion,
        };
        return (await runner.RunAsync(command, cancellationToken).ConfigureAwait(false)).IsStored;
    }
}
