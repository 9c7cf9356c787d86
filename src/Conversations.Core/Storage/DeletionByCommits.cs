using Conversations.Decisions;
using static Conversations.Decisions.CommitOutcome;

namespace Conversations.Storage;

/// <summary>Deletes the messages of a user by commits, for a store that has no statement of its own for it.</summary>
internal static class DeletionByCommits
{
    private const int PageSize = 100;

    internal static async Task<DeletedUpTo> DeleteMessagesOfAsync(
        IConversationStore store, ConversationId id, UserId senderId, (long After, long UpTo) range, DateTimeOffset at, CancellationToken cancellationToken)
    {
        for (var after = range.After; ;)
        {
            var window = new MessageWindow { ConversationId = id, From = after + 1, To = range.UpTo, Limit = PageSize };
            var page = await store.ListMessagesAsync(window, cancellationToken).ConfigureAwait(false);
            if (page is null or [])
                return new(0, range.After);

            Message[] own = [.. page.Where(message => message.SenderId == senderId)];
            if (own.Length > 0 && await DeleteAsync(store, own, at, cancellationToken).ConfigureAwait(false) is { Count: > 0 } deleted)
                return deleted;

            after = page[^1].Sequence;
        }
    }

    private static async Task<DeletedUpTo> DeleteAsync(IConversationStore store, Message[] messages, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var commits = Array.ConvertAll(messages, message => new Commit
        {
            Change = new MessageDeleted { ConversationId = message.ConversationId, At = at, MessageId = message.Id },
        });
        var outcomes = await store.CommitAsync(commits, cancellationToken).ConfigureAwait(false);
        var failed = outcomes.TakeWhile(outcome => outcome is not Failed).Count();
        var count = outcomes.Count(outcome => outcome is Stored);

        // An error says that nothing was written. If a part was, the caller learns of the part, and the next call begins with the rest.
        return failed == outcomes.Count ? new(count, messages[^1].Sequence)
            : count == 0 ? throw ((Failed)outcomes[failed]).Error
            : new(count, messages[failed].Sequence - 1);
    }
}
