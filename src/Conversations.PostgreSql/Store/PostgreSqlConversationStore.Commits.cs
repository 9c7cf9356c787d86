using Conversations.Storage;
using static Conversations.Storage.CommitOutcome;

namespace Conversations;

/// <content>Writing commits.</content>
public sealed partial class PostgreSqlConversationStore
{
    private const string RaiseSql = "UPDATE @schema.conversations SET version = @version WHERE conversation_id = @id";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<CommitOutcome>> CommitAsync(IReadOnlyList<Commit> commits, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(commits);
        ObjectDisposedException.ThrowIf(_isDisposed != 0, this);
        return await _commits.WriteAsync(commits, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Writes messages together, or one other commit. What fails is told to its caller, and is not thrown. Where it is not to wait, the outcome is null
    /// of what concerns a conversation that another transaction holds, and of all that comes after it there.
    /// </summary>
    private async Task<CommitOutcome?[]> WriteAsync(IReadOnlyList<QueuedCommit> batch, bool waits) =>
        batch[0].IsSend ? await SendAsync(batch, waits).ConfigureAwait(false) : [await WriteAloneAsync(batch[0].Commit, waits).ConfigureAwait(false)];

    private Tries Tries(bool waits) => waits ? new(_options.LockTimeout, _waiting) : new(lockTimeout: null);

    private async Task<CommitOutcome?> WriteAloneAsync(Commit commit, bool waits)
    {
        try
        {
            return await _database.WriteAsync(session => ApplyAsync(session, commit), Tries(waits), CancellationToken.None).ConfigureAwait(false);
        }
        catch (StorageException error) when (!waits && PostgreSqlErrors.IsHeld(error.InnerException))
        {
            return null;
        }
        catch (ConversationsException error)
        {
            return new Failed(error);
        }
    }

    /// <summary>Looks whether all holds that the commit relied on, and only then writes.</summary>
    private static async Task<CommitOutcome> ApplyAsync(PostgreSqlSession session, Commit commit)
    {
        var change = commit.Change;
        var head = await Head.LockAsync(session, change.ConversationId).ConfigureAwait(false);
        if (change is ConversationCreated)
            return await CreateAsync(session, commit, head).ConfigureAwait(false);

        if (head is not { State: HeadState.Exists } || !await HoldsAsync(session, commit, head).ConfigureAwait(false))
            return Stale.Instance;

        return change is MessageChange about
            ? await ApplyAsync(session, commit, head, about).ConfigureAwait(false)
            : await ApplySettingsAsync(session, commit, head).ConfigureAwait(false);
    }

    private static async Task<bool> HoldsAsync(PostgreSqlSession session, Commit commit, Head head)
    {
        var basis = commit.Basis;
        if (basis.SettingsVersion is { } version && version != head.SettingsVersion)
            return false;

        var users = commit.Seats.Select(seat => seat.UserId).ToList();
        if (basis.Participant is { } participant)
            users.Add(participant);

        var memberships = await ReadMembershipsAsync(session, head.Id, users).ConfigureAwait(false);
        ParticipantAccess? AccessOf(UserId user) => memberships.TryGetValue(user, out var one) && one.IsPresent ? one.Participant.Access : null;
        return (basis.Participant is not { } who || AccessOf(who) == basis.Access)
            && commit.Seats.All(seat => AccessOf(seat.UserId) is null == seat.Joins);
    }

    private static async Task<CommitOutcome> ApplyAsync(PostgreSqlSession session, Commit commit, Head head, MessageChange change)
    {
        var message = await MessageHead.FindAsync(session, head, change.MessageId).ConfigureAwait(false);
        if (message is null || !await HoldsAsync(session, commit.Basis, head, message, change).ConfigureAwait(false))
            return Stale.Instance;

        var version = head.Version + 1;
        switch (change)
        {
            case MessageEdited edited:
                await EditAsync(session, head, message, edited, commit.Content!).ConfigureAwait(false);
                break;
            case MessageDeleted:
                await DeleteAsync(session, head, message).ConfigureAwait(false);
                break;
            case ReactionChange reaction:
                await ReactAsync(session, head, message, reaction, version).ConfigureAwait(false);
                break;
        }

        await session.RunAsync(RaiseSql, CancellationToken.None, ("version", version), ("id", head.Id.Value)).ConfigureAwait(false);
        await LogAsync(session, version, change, message.Sequence).ConfigureAwait(false);
        return new Stored(version);
    }

    private static async Task<bool> HoldsAsync(PostgreSqlSession session, Basis basis, Head head, MessageHead message, MessageChange change)
    {
        if (basis.Revision is { } revision && revision != message.Revision)
            return false;
        if (basis.EmojiCount is { } count && count != message.EmojiCount)
            return false;
        if (basis.Emoji is { } emoji && !await HasReactionAsync(session, head, message, emoji, userId: null).ConfigureAwait(false))
            return false;

        return change is not ReactionChange reaction
            || await HasReactionAsync(session, head, message, reaction.Emoji, reaction.UserId).ConfigureAwait(false) == reaction is ReactionRemoved;
    }
}
