namespace Conversations;

/// <content>Whole conversations.</content>
internal sealed partial class ConversationService
{
    internal async Task<Conversation?> FindAsync(Acting? by, ConversationId id, CancellationToken cancellationToken)
    {
        CheckAlive(cancellationToken);
        return (await _store.FindConversationAsync(id.Required(), by?.UserId, cancellationToken).ConfigureAwait(false))?.Conversation;
    }

    internal async Task<ConversationResult> CreateIfNotExistsAsync(
        Acting? by, ConversationId id, ConversationDraft draft, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(draft);
        var command = new CreateConversation { ConversationId = id.Required(), By = by, Draft = draft };
        var completion = await RunAsync(command, cancellationToken).ConfigureAwait(false);
        return new(await GetAsync(by, id, completion, cancellationToken).ConfigureAwait(false), completion.Created);
    }

    internal async Task<ConversationResult> OpenOneOnOneAsync(
        Acting? by, UserId a, UserId b, ConversationSettings? settings, CancellationToken cancellationToken)
    {
        CheckAlive(cancellationToken);
        var candidates = ids.OneOnOneCandidates(a.Required(), b.Required());
        var newest = new OpenOneOnOne
        {
            ConversationId = candidates[0],
            NamedId = candidates[0],
            By = by,
            A = a,
            B = b,
            Settings = settings ?? ConversationSettings.Default,
        };

        // With one candidate there is nothing to choose, so nothing to read.
        if (candidates.Count > 1 && await FindAsync(null, newest.ConversationId, cancellationToken).ConfigureAwait(false) is null)
        {
            foreach (var older in candidates.Skip(1))
            {
                if (await FindAsync(null, older, cancellationToken).ConfigureAwait(false) is not null
                    && await TryOpenAsync(newest with { ConversationId = older, MayCreate = false }, cancellationToken).ConfigureAwait(false) is { } found)
                {
                    return found;
                }
            }
        }

        return await OpenAsync(newest, cancellationToken).ConfigureAwait(false);
    }

    internal async Task<bool> DeleteAsync(
        ConversationId id, long? expectedSettingsVersion, CancellationToken cancellationToken)
    {
        var command = new DeleteConversation { ConversationId = id.Required(), ExpectedSettingsVersion = expectedSettingsVersion };
        var completion = await RunAsync(command, cancellationToken).ConfigureAwait(false);
        try
        {
            await PurgeAsync(id, cancellationToken).ConfigureAwait(false);
        }
        catch (StorageException error) when (completion.IsStored)
        {
            // It exists no longer, but not all of it is gone: the same call removes the rest.
            throw new OutcomeUnknownException(null, error);
        }

        return completion.IsStored;
    }

    internal async Task<Conversation> SetAsync(
        Acting? by,
        ConversationId id,
        ConversationPatch patch,
        bool mayCreate,
        long? expectedSettingsVersion,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(patch);
        var command = new SetConversation
        {
            ConversationId = id.Required(),
            By = by,
            Patch = patch,
            MayCreate = mayCreate,
            ExpectedSettingsVersion = expectedSettingsVersion,
        };
        var completion = await RunAsync(command, cancellationToken).ConfigureAwait(false);
        return await GetAsync(by, id, completion, cancellationToken).ConfigureAwait(false);
    }

    private async Task<Conversation> GetAsync(Acting? by, ConversationId id, CancellationToken cancellationToken) =>
        (await _store.FindConversationAsync(id, by?.UserId, cancellationToken).ConfigureAwait(false))?.Conversation
        ?? throw new ConversationNotFoundException(id);

    private Task<Conversation> GetAsync(Acting? by, ConversationId id, Completion completion, CancellationToken cancellationToken) =>
        ReadBackAsync(completion, token => GetAsync(by, id, token), cancellationToken);

    private async Task<ConversationResult> OpenAsync(OpenOneOnOne command, CancellationToken cancellationToken)
    {
        var completion = await RunAsync(command, cancellationToken).ConfigureAwait(false);
        return await OpenedAsync(command, completion, cancellationToken).ConfigureAwait(false);
    }

    private async Task<ConversationResult> OpenedAsync(OpenOneOnOne command, Completion completion, CancellationToken cancellationToken) =>
        new(await GetAsync(command.By, command.ConversationId, completion, cancellationToken).ConfigureAwait(false), completion.Created);

    /// <summary>Opens what was found under an older id; null = it was deleted since, and is not to be made again under that id.</summary>
    private async Task<ConversationResult?> TryOpenAsync(OpenOneOnOne command, CancellationToken cancellationToken)
    {
        Completion completion;
        try
        {
            completion = await RunAsync(command, cancellationToken).ConfigureAwait(false);
        }
        catch (ConversationNotFoundException)
        {
            return null;
        }

        // Not found now, a user was removed meanwhile: that must not make them another conversation.
        return await OpenedAsync(command, completion, cancellationToken).ConfigureAwait(false);
    }
}
