using Conversations.Decisions;

namespace Conversations;

/// <content>Finds, creates, updates and deletes conversations.</content>
internal sealed partial class ConversationService
{
    internal async Task<Conversation?> FindAsync(ActingUser? actor, ConversationId id, CancellationToken cancellationToken)
    {
        runner.ThrowIfEnded(cancellationToken);
        return (await store.FindConversationAsync(id.Required(), actor?.UserId, cancellationToken).ConfigureAwait(false))?.Conversation;
    }

    internal async Task<ConversationResult> CreateIfNotExistsAsync(
        ActingUser? actor, ConversationId id, ConversationDraft draft, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(draft);
        var command = new CreateConversation { ConversationId = id.Required(), Actor = actor, Draft = draft };
        return await RunAsync(command, cancellationToken).ConfigureAwait(false);
    }

    internal async Task<ConversationResult> OpenOneOnOneAsync(
        ActingUser? actor, UserId a, UserId b, ConversationSettings? settings, CancellationToken cancellationToken)
    {
        runner.ThrowIfEnded(cancellationToken);
        var candidates = ids.OneOnOneCandidates(a.Required(), b.Required());
        OpenOneOnOne Open(ConversationId id, bool mayCreate) => new()
        {
            ConversationId = id,
            NamedId = candidates[0],
            Actor = actor,
            A = a,
            B = b,
            Settings = settings ?? ConversationSettings.Default,
            MayCreate = mayCreate,
        };

        var newest = Open(candidates[0], mayCreate: true);

        // If there is only one candidate, there is nothing to choose, so nothing is read.
        if (candidates.Count > 1 && await FindAsync(null, newest.ConversationId, cancellationToken).ConfigureAwait(false) is null)
        {
            foreach (var older in candidates.Skip(1))
            {
                if (await FindAsync(null, older, cancellationToken).ConfigureAwait(false) is not null
                    && await TryOpenAsync(Open(older, mayCreate: false), cancellationToken).ConfigureAwait(false) is { } found)
                {
                    return found;
                }
            }
        }

        return await RunAsync(newest, cancellationToken).ConfigureAwait(false);
    }

    internal async Task<bool> DeleteAsync(
        ConversationId id, long? expectedSettingsVersion, CancellationToken cancellationToken)
    {
        var command = new DeleteConversation { ConversationId = id.Required(), ExpectedSettingsVersion = expectedSettingsVersion };
        var result = await runner.RunAsync(command, cancellationToken).ConfigureAwait(false);
        try
        {
            await runner.PurgeAsync(id, cancellationToken).ConfigureAwait(false);
        }
        catch (StorageException error) when (result.IsStored)
        {
            // The conversation no longer exists, but rows of it may remain. If the caller repeats the call, it purges them.
            throw new OutcomeUnknownException(null, error);
        }

        return result.IsStored;
    }

    internal async Task<Conversation> SetAsync(
        ActingUser? actor,
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
            Actor = actor,
            Patch = patch,
            MayCreate = mayCreate,
            ExpectedSettingsVersion = expectedSettingsVersion,
        };
        var result = await runner.RunAsync(command, cancellationToken).ConfigureAwait(false);
        return await GetAsync(actor, id, result, cancellationToken).ConfigureAwait(false);
    }

    private async Task<Conversation> GetAsync(ActingUser? actor, ConversationId id, CancellationToken cancellationToken) =>
        (await store.FindConversationAsync(id, actor?.UserId, cancellationToken).ConfigureAwait(false))?.Conversation
        ?? throw new ConversationNotFoundException(id);

    private Task<Conversation> GetAsync(ActingUser? actor, ConversationId id, CommandResult result, CancellationToken cancellationToken) =>
        CommandRunner.ReadBackAsync(result, token => GetAsync(actor, id, token), cancellationToken);

    private async Task<ConversationResult> RunAsync(ConversationCommand command, CancellationToken cancellationToken)
    {
        var result = await runner.RunAsync(command, cancellationToken).ConfigureAwait(false);
        return new(await GetAsync(command.Actor, command.ConversationId, result, cancellationToken).ConfigureAwait(false), result.Created);
    }

    /// <summary>Opens a conversation that was found under an older id.</summary>
    /// <returns>
    /// The result, or null if the conversation was deleted in the meantime. It is not created again under the older id.
    /// </returns>
    private async Task<ConversationResult?> TryOpenAsync(OpenOneOnOne command, CancellationToken cancellationToken)
    {
        CommandResult result;
        try
        {
            result = await runner.RunAsync(command, cancellationToken).ConfigureAwait(false);
        }
        catch (ConversationNotFoundException)
        {
            return null;
        }

        // If the conversation cannot be read back, it was deleted or the user was removed in the meantime. If null were returned,
        // the caller would create another conversation. So the exception is not caught here.
        return new(await GetAsync(command.Actor, command.ConversationId, result, cancellationToken).ConfigureAwait(false), result.Created);
    }
}
