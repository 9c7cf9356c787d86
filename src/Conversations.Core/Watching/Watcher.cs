using System.Threading.Channels;

namespace Conversations;

/// <summary>One watch of a conversation. The loop of the <see cref="WatchHub"/> gives it events, and the caller takes them.</summary>
/// <param name="after">The version after which it begins.</param>
internal sealed class Watcher(long after)
{
    /// <summary>The greatest number of events that wait to be taken.</summary>
    internal const int Capacity = 256;

    private readonly Channel<WatchEvent> _events =
        Channel.CreateBounded<WatchEvent>(new BoundedChannelOptions(Capacity) { SingleReader = true });

    private int _isPaused;
    private volatile bool _isEnded;
    private bool _isLive;

    internal ChannelReader<WatchEvent> Events => _events.Reader;

    /// <summary>Gets the version of the last change that was given or left out.</summary>
    internal long Position { get; private set; } = after;

    /// <summary>Gets whether nothing was read for the watch yet.</summary>
    internal bool IsNew { get; private set; } = true;

    /// <summary>Gets whether the watch takes part in the next reading: it has not ended, and does not wait for its events to be taken.</summary>
    internal bool IsReady => Volatile.Read(ref _isPaused) == 0 && !_isEnded;

    /// <summary>Gives the watch a change that follows its position. Returns false if there is no room.</summary>
    internal bool TryGive(WatchedChange change)
    {
        if (change.Change.Version <= Position)
            return true;

        if (_events.Writer.TryWrite(change))
        {
            Position = change.Change.Version;
            return true;
        }

        // As long as the watch catches up, the log keeps what follows.
        if (_isLive)
            End(new SlowWatcherException(change.ConversationId, Position));
        else
            Volatile.Write(ref _isPaused, 1);

        return false;
    }

    /// <summary>Notes up to where the log was read for the watch.</summary>
    /// <param name="upTo">The version.</param>
    /// <param name="isAll">Whether that was the whole log.</param>
    internal void Advance(long upTo, bool isAll)
    {
        Position = Math.Max(Position, upTo);
        (IsNew, _isLive) = (false, _isLive || isAll);
    }

    /// <summary>Returns true if the watch was paused and has room again. Either the loop or the caller gets true, once.</summary>
    internal bool TryResume() =>
        Volatile.Read(ref _isPaused) == 1 && _events.Reader.Count <= Capacity / 2 && Interlocked.Exchange(ref _isPaused, 0) == 1;

    /// <summary>Ends the watch after the events that wait.</summary>
    internal void End(Exception error)
    {
        _isEnded = true;
        _events.Writer.TryComplete(error);
    }
}
