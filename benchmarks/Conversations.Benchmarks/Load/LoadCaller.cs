using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Conversations.Histories;

namespace Conversations.Benchmarks;

/// <summary>A caller of a host. It makes one call after the other, each as soon as the previous call has returned.</summary>
internal sealed class LoadCaller(string name, IConversations conversations, IHistory history, LoadRooms rooms, LoadErrors errors, Random random)
{
    private const int MessagesOfPage = 30;
    private const int EntriesOfInbox = 20;
    private readonly HistoryClient _client = new(conversations, history, error => errors.Add(Operation.Send, error));
    private int _sent;

    internal async Task<LoadTally> RunAsync(long end)
    {
        var tally = new LoadTally();
        while (Stopwatch.GetTimestamp() < end)
        {
            var operation = Choose();
            var begin = Stopwatch.GetTimestamp();
            if (await TryAsync(operation))
                tally.Add(operation, Stopwatch.GetElapsedTime(begin), isInTime: Stopwatch.GetTimestamp() <= end);
        }

        return tally;
    }

    [SuppressMessage("Security", "CA5394", Justification = "A seeded Random makes the choices of a run repeatable.")]
    private Operation Choose() => random.Next(100) switch
    {
        < 50 => Operation.Send,
        < 80 => Operation.Page,
        < 95 => Operation.Inbox,
        _ => Operation.MarkAsRead,
    };

    private async Task<bool> TryAsync(Operation operation)
    {
        var (id, user) = rooms.Choose(random);
        try
        {
            switch (operation)
            {
                case Operation.Send:
                    var message = $"{name}-{++_sent}";
                    return await _client.SendAsync(new(id, new(message), user, $"Is {message} still available?")) is Answer.Ok;
                case Operation.Page:
                    await conversations.As(user).ListMessagesAsync(id).PageAsync(MessagesOfPage);
                    return true;
                case Operation.Inbox:
                    await conversations.As(user).ListInboxAsync().PageAsync(EntriesOfInbox);
                    return true;
                default:
                    await conversations.As(user).MarkAsReadAsync(id);
                    return true;
            }
        }
#pragma warning disable CA1031 // Every error is counted, and the caller continues.
        catch (Exception error)
#pragma warning restore CA1031
        {
            errors.Add(operation, error);
            return false;
        }
    }
}
