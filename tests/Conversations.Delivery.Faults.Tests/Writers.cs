using System.Globalization;

namespace Conversations.Delivery.Faults;

/// <summary>Writers that send to the rooms of a run until they are stopped.</summary>
internal sealed class Writers : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _writing;
    private int _sent;

    private Writers(IReadOnlyList<IConversations> hosts, int count, int rooms) => _writing = Task.WhenAll(
        Enumerable.Range(0, count).Select(writer => Task.Run(() => WriteAsync(hosts[writer % hosts.Count], writer, rooms))));

    /// <summary>Gets how many messages were sent.</summary>
    internal int Sent => Volatile.Read(ref _sent);

    internal static Writers Start(int count, int rooms, params IReadOnlyList<IConversations> hosts) => new(hosts, count, rooms);

    /// <summary>Waits until this many more messages were sent.</summary>
    internal async Task SendAsync(int more)
    {
        var until = Sent + more;
        await Run.UntilAsync(async () => Sent >= until || await HaveFailedAsync(), $"{more} more messages are sent");
    }

    internal async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _writing;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }

    private async Task<bool> HaveFailedAsync()
    {
        if (_writing.IsCompleted)
            await _writing;

        return false;
    }

    private async Task WriteAsync(IConversations conversations, int writer, int rooms)
    {
        for (var number = 0; !_stop.IsCancellationRequested; number++)
        {
            try
            {
                await Run.SendAsync(conversations, Run.Room((writer + number) % rooms), string.Create(CultureInfo.InvariantCulture, $"writer-{writer}-{number}"));
                Interlocked.Increment(ref _sent);
            }
            catch (ConversationsException)
            {
                // The database is away. What was committed is read from the log.
                await Task.Delay(10);
            }

            // The writers only keep the conversations active. Handlers are to keep up on a busy machine.
            await Task.Delay(2);
        }
    }
}
