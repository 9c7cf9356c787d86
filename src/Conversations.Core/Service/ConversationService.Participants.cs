using Conversations.Storage;

namespace Conversations;

/// <content>Participants.</content>
internal sealed partial class ConversationService
{
    private const int ParticipantsPageSize = 10;

    internal Task<Participant?> FindParticipantAsync(
        Acting? by, ConversationId id, UserId userId, CancellationToken cancellationToken)
    {
        CheckAlive(cancellationToken);
        return _store.FindParticipantAsync(id.Required(), userId.Required(), by?.UserId, cancellationToken);
    }

    internal Paged<Participant> ListParticipantsAsync(Acting? by, ConversationId id) => List<Participant>(
        CursorScope.Of("participants", id.Required().Value, ViewerOf(by)),
        ParticipantsPageSize,
        last => new(last.JoinedAt.ToUnixTimeMilliseconds(), last.UserId.Value),
        async (place, limit, cancellationToken) =>
        {
            var window = new ParticipantWindow
            {
                ConversationId = id,
                Viewer = by?.UserId,
                After = place is { } after ? (Timestamp.FromMilliseconds(after.Number), UserId.FromStored(after.Id)) : null,
                Limit = limit,
            };
            return await _store.ListParticipantsAsync(window, cancellationToken).ConfigureAwait(false)
                ?? throw new ConversationNotFoundException(id);
        });

    internal async Task<Participant> SetParticipantAsync(
        Acting? by,
        ConversationId id,
        UserId userId,
        ParticipantPatch? patch,
        long? expectedSettingsVersion,
        CancellationToken cancellationToken)
    {
        var command = new SetParticipant
        {
            ConversationId = id.Required(),
            By = by,
            UserId = userId.Required(),
            Patch = patch,
            ExpectedSettingsVersion = expectedSettingsVersion,
        };
        var completion = await RunAsync(command, cancellationToken).ConfigureAwait(false);
        if (await ReadBackAsync(completion, token => _store.FindParticipantAsync(id, userId, by?.UserId, token), cancellationToken)
            .ConfigureAwait(false) is { } participant)
        {
            return participant;
        }

        await GetAsync(by, id, completion, cancellationToken).ConfigureAwait(false);
        throw new ConversationAccessException(id, userId, "was removed again by another caller in the meantime");
    }

    internal async Task<bool> RemoveParticipantAsync(
        Acting? by, ConversationId id, UserId userId, long? expectedSettingsVersion, CancellationToken cancellationToken)
    {
        var command = new RemoveParticipant
        {
            ConversationId = id.Required(),
            By = by,
            UserId = userId.Required(),
            ExpectedSettingsVersion = expectedSettingsVersion,
        };
        return (await RunAsync(command, cancellationToken).ConfigureAwait(false)).IsStored;
    }
}
