using Conversations.Storage;

namespace Conversations;

/// <content>Participants.</content>
internal sealed partial class ConversationService
{
    private const int ParticipantsPageSize = 10;

    public Task<Participant?> FindParticipantAsync(ConversationId id, UserId userId, CancellationToken cancellationToken = default)
    {
        CheckAlive(cancellationToken);
        return _store.FindParticipantAsync(id.Required(), userId.Required(), null, cancellationToken);
    }

    public Paged<Participant> ListParticipantsAsync(ConversationId id) => List<Participant>(
        CursorScope.Of("participants", id.Required().Value),
        ParticipantsPageSize,
        last => new(last.JoinedAt.ToUnixTimeMilliseconds(), last.UserId.Value),
        async (place, limit, cancellationToken) =>
        {
            var window = new ParticipantWindow
            {
                ConversationId = id,
                After = place is { } after ? (Timestamp.FromMilliseconds(after.Number), UserId.Trusted(after.Id)) : null,
                Limit = limit,
            };
            return await _store.ListParticipantsAsync(window, cancellationToken).ConfigureAwait(false)
                ?? throw new ConversationNotFoundException(id);
        });

    public async Task<Participant> SetParticipantAsync(
        ConversationId id,
        UserId userId,
        ParticipantPatch? patch = null,
        long? expectedSettingsVersion = null,
        CancellationToken cancellationToken = default)
    {
        var command = new SetParticipant
        {
            ConversationId = id.Required(),
            UserId = userId.Required(),
            Patch = patch,
            ExpectedSettingsVersion = expectedSettingsVersion,
        };
        await RunAsync(command, cancellationToken).ConfigureAwait(false);
        return await FindParticipantAsync(id, userId, cancellationToken).ConfigureAwait(false)
            ?? throw new ConversationAccessException(id, userId, "was removed again by another caller in the meantime");
    }

    public async Task<bool> RemoveParticipantAsync(
        ConversationId id, UserId userId, long? expectedSettingsVersion = null, CancellationToken cancellationToken = default)
    {
        var command = new RemoveParticipant
        {
            ConversationId = id.Required(),
            UserId = userId.Required(),
            ExpectedSettingsVersion = expectedSettingsVersion,
        };
        return (await RunAsync(command, cancellationToken).ConfigureAwait(false)).IsStored;
    }
}
