namespace Conversations;

/// <content>Whole conversations.</content>
internal sealed partial class ConversationService
{
    public async Task<Conversation?> FindAsync(ConversationId id, CancellationToken cancellationToken = default)
    {
        CheckAlive(cancellationToken);
        return (await _store.FindConversationAsync(id.Required(), null, cancellationToken).ConfigureAwait(false))?.Conversation;
    }

    public async Task<ConversationResult> CreateIfNotExistsAsync(
        ConversationId id, ConversationDraft draft, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(draft);
        var command = new CreateConversation { ConversationId = id.Required(), Draft = draft };
        var completion = await RunAsync(command, cancellationToken).ConfigureAwait(false);
        return new(await GetAsync(id, cancellationToken).ConfigureAwait(false), completion.Created);
    }

    public async Task<ConversationResult> OpenOneOnOneAsync(
        UserId a, UserId b, ConversationSettings? settings = null, CancellationToken cancellationToken = default)
    {
        CheckAlive(cancellationToken);
        var command = new OpenOneOnOne
        {
            ConversationId = await FindOneOnOneIdAsync(a.Required(), b.Required(), cancellationToken).ConfigureAwait(false),
            A = a,
            B = b,
            Settings = settings ?? ConversationSettings.Default,
        };
        var completion = await RunAsync(command, cancellationToken).ConfigureAwait(false);
        return new(await GetAsync(command.ConversationId, cancellationToken).ConfigureAwait(false), completion.Created);
    }

    public Task<Conversation> SetAsync(
        ConversationId id, ConversationPatch patch, long? expectedSettingsVersion = null, CancellationToken cancellationToken = default) =>
        PatchAsync(id, patch, mayCreate: true, expectedSettingsVersion, cancellationToken);

    public Task<Conversation> UpdateAsync(
        ConversationId id, ConversationPatch patch, long? expectedSettingsVersion = null, CancellationToken cancellationToken = default) =>
        PatchAsync(id, patch, mayCreate: false, expectedSettingsVersion, cancellationToken);

    public async Task<bool> DeleteAsync(
        ConversationId id, long? expectedSettingsVersion = null, CancellationToken cancellationToken = default)
    {
        var command = new DeleteConversation { ConversationId = id.Required(), ExpectedSettingsVersion = expectedSettingsVersion };
        var completion = await RunAsync(command, cancellationToken).ConfigureAwait(false);
        await PurgeAsync(id, cancellationToken).ConfigureAwait(false);
        return completion.IsStored;
    }

    private async Task<Conversation> PatchAsync(
        ConversationId id, ConversationPatch patch, bool mayCreate, long? expectedSettingsVersion, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(patch);
        var command = new SetConversation
        {
            ConversationId = id.Required(),
            Patch = patch,
            MayCreate = mayCreate,
            ExpectedSettingsVersion = expectedSettingsVersion,
        };
        await RunAsync(command, cancellationToken).ConfigureAwait(false);
        return await GetAsync(id, cancellationToken).ConfigureAwait(false);
    }

    private async Task<Conversation> GetAsync(ConversationId id, CancellationToken cancellationToken) =>
        await FindAsync(id, cancellationToken).ConfigureAwait(false) ?? throw new ConversationNotFoundException(id);

    /// <summary>Gives the candidate under which the conversation exists, else the id to create it with.</summary>
    private async Task<ConversationId> FindOneOnOneIdAsync(UserId a, UserId b, CancellationToken cancellationToken)
    {
        var candidates = ids.OneOnOneCandidates(a, b);
        foreach (var candidate in candidates)
        {
            // With one candidate there is nothing to choose, so nothing to read.
            if (candidates.Count == 1 || await FindAsync(candidate, cancellationToken).ConfigureAwait(false) is not null)
                return candidate;
        }

        return candidates[0];
    }
}
