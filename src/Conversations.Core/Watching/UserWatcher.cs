using System.Threading.Channels;
using Conversations.Storage;

namespace Conversations;

/// <summary>One watch of all conversations of a user. The loop of the <see cref="WatchHub"/> gives it events, and the caller takes them.</summary>
/// <param name="userId">The user.</param>
/// <param name="from">The time of the token with which it resumes, or null if there is none.</param>
internal sealed class UserWatcher(UserId userId, DateTimeOffset? from)
{
    /// <summary>The greatest number of events that wait to be taken. With more, the watch ends.</summary>
    internal const int Capacity = 1_024;

    /// <summary>For how long it is kept up to which version the user was told of conversations by something else than changes.</summary>
    private static readonly TimeSpan _keepsToldFor = TimeSpan.FromMinutes(5);

    private readonly CursorScope _scope = ScopeOf(userId);
    private readonly Channel<WatchEvent> _events =
        Channel.CreateBounded<WatchEvent>(new BoundedChannelOptions(Capacity) { SingleReader = true });

    private readonly Lock _lock = new();
    private readonly Dictionary<ConversationId, (long Version, DateTimeOffset At)> _told = [];
    private DateTimeOffset? _coveredTo = from;
    private Dictionary<ConversationId, ChangedConversation>? _deferred = [];
    private DateTimeOffset? _givenAt;
    private volatile bool _hasBegun;
    private string? _token;

    /// <summary>Gets or sets its number: watches that begin later have greater ones.</summary>
    internal long Number { get; set; }

    internal ChannelReader<WatchEvent> Events => _events.Reader;

    /// <summary>
    /// Gets the token with which a watch resumes that has everything that was stored before the time up to which this watch is complete; null if that is not known
    /// yet.
    /// </summary>
    internal string? Token
    {
        get
        {
            lock (_lock)
                return _token ??= _coveredTo is { } to ? new Cursor(to.ToUnixTimeMilliseconds()).ToText(_scope) : null;
        }
    }

    /// <summary>Reads the time of a token.</summary>
    /// <exception cref="ArgumentException">The token is malformed, or of another user.</exception>
    internal static DateTimeOffset TimeOf(string resume, UserId userId)
    {
        try
        {
            var time = Cursor.Parse(resume, ScopeOf(userId)).Number;
            return time > 0 ? Timestamp.FromMilliseconds(time) : throw new ArgumentException("The time is out of range.", nameof(resume));
        }
        catch (ArgumentException error)
        {
            throw new ArgumentException("The token is malformed, or belongs to another user. Pass the token of the last event unchanged.", nameof(resume), error);
        }
    }

    /// <summary>Sets the time of the first token. That of another database, or of one that was restored, may be later.</summary>
    internal void Start(DateTimeOffset from)
    {
        lock (_lock)
            (_coveredTo, _token) = (from, null);
    }

    /// <summary>Notes that everything that was stored before a time was given, and forgets of which conversations the user was told long before.</summary>
    internal void Cover(DateTimeOffset to)
    {
        lock (_lock)
        {
            if (to <= _coveredTo)
                return;

            (_coveredTo, _token) = (to, null);
            foreach (var (id, (_, at)) in _told)
            {
                if (at < to - _keepsToldFor)
                    _told.Remove(id);
            }
        }
    }

    /// <summary>
    /// Notes that a conversation has changed, if the watch has not yet listed what has changed before it began. What is read until then may have been stored long
    /// before, and may be much.
    /// </summary>
    internal bool TryDefer(ChangedConversation changed)
    {
        lock (_lock)
        {
            _deferred?[changed.ConversationId] = changed;
            return _deferred is not null;
        }
    }

    /// <summary>Ends deferring, and returns the conversations of which the user does not know the last change.</summary>
    internal List<ChangedConversation> TakeDeferred()
    {
        lock (_lock)
        {
            List<ChangedConversation> deferred = [.. _deferred!.Values.Where(changed => TryTell(changed, changed.Version))];
            _deferred = null;
            return deferred;
        }
    }

    /// <summary>Notes that the watch has everything from before it began.</summary>
    internal void Begin(DateTimeOffset at)
    {
        Cover(at);
        lock (_lock)
            (_hasBegun, _givenAt) = (true, at);
    }

    /// <summary>
    /// Notes that every change that was stored before a time was given. Before the watch has begun, its tokens must not say so. If nothing was given for a while,
    /// it gets a new token.
    /// </summary>
    internal void CoverIfBegun(DateTimeOffset to, TimeSpan renewsEvery)
    {
        if (!_hasBegun)
            return;

        Cover(to);
        bool isDue;
        lock (_lock)
            isDue = to - _givenAt >= renewsEvery;

        if (isDue)
            Give(new CaughtUp());
    }

    /// <summary>Notes that the user knows a conversation up to a version, and tells whether this is new.</summary>
    internal bool TryTell(ChangedConversation changed, long version)
    {
        lock (_lock)
        {
            if (_told.TryGetValue(changed.ConversationId, out var told) && told.Version >= version)
                return false;

            _told[changed.ConversationId] = (version, changed.ChangedAt > _coveredTo ? changed.ChangedAt : _coveredTo ?? changed.ChangedAt);
            return true;
        }
    }

    /// <summary>Gets up to which version the user was told of a conversation by something else than changes; 0 if not at all.</summary>
    internal long ToldUpTo(ConversationId id)
    {
        lock (_lock)
            return _told.GetValueOrDefault(id).Version;
    }

    /// <summary>Gives the watch an event. If there is no room, the watch ends.</summary>
    internal void Give(WatchEvent one)
    {
        string? token;
        lock (_lock)
            (token, _givenAt) = (Token, _coveredTo);

        if (!_events.Writer.TryWrite(one.With(token)))
            End(new SlowWatcherException(token));
    }

    /// <summary>Ends the watch after the events that wait.</summary>
    internal void End(Exception? error) => _events.Writer.TryComplete(error);

    private static CursorScope ScopeOf(UserId userId) => CursorScope.Of("watch", userId.Value);
}
