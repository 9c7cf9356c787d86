using System.Threading.Channels;

namespace Conversations;

/// <summary>One watch of a conversation. The loop of the <see cref="WatchHub"/> gives it events, and the caller takes them.</summary>
/// <remarks>
/// If the events are taken more slowly than they come, the watch is paused: what follows stays in the log, and is read when there is room again. So a watch
/// never takes more memory, and a burst does not end it.
/// </remarks>
/// <param name="viewer">The user who watches, or null for the app.</param>
/// <param name="after">The version after which it begins.</param>
/// <param name="time">The clock.</param>
internal sealed class Watcher(UserId? viewer, long after, TimeProvider time)
{
    /// <summary>The greatest number of events that wait to be taken.</summary>
    internal const int Capacity = 256;

    private readonly Channel<WatchEvent> _events =
        Channel.CreateBounded<WatchEvent>(new BoundedChannelOptions(Capacity) { SingleReader = true });

    private long _takenAt;
    private int _isPaused;
    private volatile bool _isEnded;

    internal UserId? Viewer => viewer;

    internal ChannelReader<WatchEvent> Events => _events.Reader;

    /// <summary>Gets the version of the last change that was given or left out.</summary>
    internal long Position { get; private set; } = after;

    /// <summary>Gets whether nothing was read for the watch yet.</summary>
    internal bool IsNew { get; private set; } = true;

    /// <summary>Gets or sets whether the user did not take part any more when the log was read to its end, so that it is read once more for the removal.</summary>
    internal bool IsAbsent { get; set; }

    /// <summary>Gets whether the watch takes part in the next reading: it has not ended, and is not paused.</summary>
    internal bool IsReady => Volatile.Read(ref _isPaused) == 0 && !_isEnded;

    /// <summary>Gives the watch an event that follows its position. Returns false, and pauses the watch, if there is no room.</summary>
    internal bool TryGive(WatchedChange change)
    {
        if (change.Change.Version <= Position)
            return true;

        if (_events.Writer.TryWrite(change))
        {
            Position = change.Change.Version;
            return true;
        }

        Volatile.Write(ref _takenAt, time.GetTimestamp());
        Volatile.Write(ref _isPaused, 1);
        return false;
    }

    /// <summary>Gives the watch an event that is not stored, if it has got all changes until now and has room.</summary>
    internal void TryPass(WatchEvent one)
    {
        if (!IsNew && IsReady)
            _events.Writer.TryWrite(one);
    }

    /// <summary>Notes up to where the log was read for the watch.</summary>
    internal void Advance(long upTo) => (Position, IsNew) = (Math.Max(Position, upTo), false);

    /// <summary>Notes that the caller has taken an event. Returns true if the watch was paused and has room again.</summary>
    internal bool Take()
    {
        if (Volatile.Read(ref _isPaused) == 1)
            Volatile.Write(ref _takenAt, time.GetTimestamp());

        return TryResume();
    }

    /// <summary>Returns true if the watch was paused and has room again. Either the loop or the caller gets true, once.</summary>
    internal bool TryResume() =>
        Volatile.Read(ref _isPaused) == 1 && _events.Reader.Count <= Capacity / 2 && Interlocked.Exchange(ref _isPaused, 0) == 1;

    /// <summary>Tells whether the watch is paused, and nothing was taken for a time.</summary>
    internal bool IsLeft(TimeSpan limit) =>
        Volatile.Read(ref _isPaused) == 1 && !_isEnded && time.GetElapsedTime(Volatile.Read(ref _takenAt)) >= limit;

    /// <summary>Ends the watch after the events that wait.</summary>
    /// <param name="error">What the caller gets then, or null for a normal end.</param>
    internal void End(Exception? error)
    {
        _isEnded = true;
        _events.Writer.TryComplete(error);
    }
}
