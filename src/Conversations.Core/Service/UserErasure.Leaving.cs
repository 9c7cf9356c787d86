using Conversations.Decisions;

namespace Conversations;

/// <content>Ends the participation of an erased user, and finds out what came before that.</content>
internal sealed partial class UserErasure
{
    /// <summary>Ends the participation of the user. If no other user takes part, the conversation is deleted.</summary>
    /// <returns>The end of what is the erased user's: the change by which they left, or the present if they do not take part.</returns>
    private async Task<End> LeaveAsync(ConversationId id, UserId userId, CancellationToken cancellationToken)
    {
        while (true)
        {
            runner.ThrowIfEnded(cancellationToken);
            try
            {
                if (await TryLeaveAsync(id, userId, cancellationToken).ConfigureAwait(false) is { } end)
                    return end;
            }
            catch (ConversationNotFoundException)
            {
                if (await EndOfDeletedAsync(id, cancellationToken).ConfigureAwait(false) is { } end)
                    return end;
            }
        }
    }

    /// <returns>The end, or null if somebody deleted the conversation or changed its settings or participants between two reads.</returns>
    private async Task<End?> TryLeaveAsync(ConversationId id, UserId userId, CancellationToken cancellationToken)
    {
        var command = new EraseParticipant { ConversationId = id, UserId = userId };
        var left = await runner.RunAsync(command, cancellationToken).ConfigureAwait(false);
        var version = (left.Outcome as CommitOutcome.Stored)?.Version;
        if (left.Commit?.Change is ConversationDeleted)
        {
            await runner.PurgeAsync(id, cancellationToken).ConfigureAwait(false);
            return new(version!.Value, 0, exists: false);
        }

        if (await store.FindConversationAsync(id, viewer: null, cancellationToken).ConfigureAwait(false) is not { Conversation: var now })
            return null;

        if (version is { } leaving)
            return new(leaving, await LastSequenceAtAsync(now, leaving, cancellationToken).ConfigureAwait(false), exists: true);

        // The user did not take part. That must hold for the moment of the version, too: else a user who is added just then, and who is a
        // new person, would be before the end. The settings version shows that nobody was added or removed between the two reads.
        var facts = await runner.ReadFactsAsync(command, cancellationToken).ConfigureAwait(false);
        var isSame = facts.Exists && facts.SettingsVersion == now.SettingsVersion && facts.Participant(userId) is null;
        return isSame ? new(now.Version, now.LastSequence, exists: true) : null;
    }

    /// <summary>Returns the last sequence as of a version, from the later state of a conversation and the log between the two.</summary>
    private async Task<long> LastSequenceAtAsync(Conversation now, long version, CancellationToken cancellationToken)
    {
        var sent = 0L;
        for (var after = version; after < now.Version;)
        {
            var slice = await store.ListChangesAsync(now.Id, after, BatchSize, cancellationToken).ConfigureAwait(false);
            if (slice.IsPruned || slice.Changes.Count == 0)
                return 0; // The conversation was deleted since then, and with it the messages up to that version.

            sent += slice.Changes.Count(change => change is MessageSent && change.Version <= now.Version);
            after = slice.Changes[^1].Version;
        }

        return now.LastSequence - sent;
    }

    /// <summary>Finds the end in a conversation that was deleted: its log contains only the deletion, which names nobody who is added later.</summary>
    /// <returns>The end, or null if somebody has created the conversation again.</returns>
    private async Task<End?> EndOfDeletedAsync(ConversationId id, CancellationToken cancellationToken)
    {
        var slice = await store.ListChangesAsync(id, 0, 2, cancellationToken).ConfigureAwait(false);
        return slice.Changes switch
        {
            [] => new(0, 0, exists: false),
            [ConversationDeleted deleted] => new(deleted.Version, 0, exists: false),
            _ => null,
        };
    }

    /// <summary>Where in a conversation the erased user ends.</summary>
    private readonly struct End(long version, long sequence, bool exists)
    {
        /// <summary>Gets the version of the last change that may be of the user.</summary>
        internal long Version => version;

        /// <summary>Gets the last sequence as of that version; 0 if the conversation does not exist.</summary>
        internal long Sequence => sequence;

        internal bool Exists => exists;
    }
}
