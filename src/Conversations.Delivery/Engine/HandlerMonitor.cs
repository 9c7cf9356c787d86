using System.Diagnostics.CodeAnalysis;
using Conversations.Storage;

namespace Conversations;

/// <summary>Keeps the stored state of one handler in step with what this host sees: attempts, the circuit, losses and the last error.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore whose wait handle is not used has nothing to dispose.")]
internal sealed class HandlerMonitor(HandlerRegistration registration, DeliveryContext context)
{
    private const int MaxTries = 20;

    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _turn = new(1, 1);
    private HandlerRow? _row;
    private HandlerState _state = new();
    private TimeSpan _clockOffset;
    private int _succeeded;
    private DateTimeOffset _succeededAt;
    private LossState? _lost;
    private string? _lastError;

    /// <summary>Until when this host may look for a conversation that tries, as a timestamp of the clock; 0 if it has no right to try one.</summary>
    private long _probesUntil;

    /// <summary>When the row was last known to be the newest, as a timestamp of the clock.</summary>
    private long _knownAt;

    /// <summary>Gets whether the handler may handle all that is due.</summary>
    internal bool IsRunning
    {
        get
        {
            lock (_lock)
                return _row is not null && !_state.IsPaused && _state.Circuit.OpenSince is null;
        }
    }

    /// <summary>Gets whether this host has the right to try one conversation while the circuit is open.</summary>
    internal bool IsProbing
    {
        get
        {
            lock (_lock)
                return _row is not null && !_state.IsPaused && _probesUntil > context.Time.GetTimestamp();
        }
    }

    internal HandlerState State
    {
        get
        {
            lock (_lock)
                return _state;
        }
    }

    internal HandlerRow? Row
    {
        get
        {
            lock (_lock)
                return _row;
        }
    }

    internal string? LastError
    {
        get
        {
            lock (_lock)
                return _lastError;
        }
    }

    /// <summary>Gets the time of the database.</summary>
    internal DateTimeOffset Now => context.Time.GetUtcNow() + _clockOffset;

    private long ProbingEnd => context.Time.TimestampAfter(context.Options.PollInterval * 5);

    /// <summary>Takes over what was read from the store.</summary>
    /// <param name="tick">What was read.</param>
    /// <param name="began">When the call that read it began, as a timestamp of the clock.</param>
    internal void Update(DeliveryTick tick, long began)
    {
        lock (_lock)
        {
            _clockOffset = tick.Now - context.Time.GetUtcNow();

            // A row of a lower version may be an old one that was overtaken, or the row of a name that was removed and stored again.
            var row = tick.Handlers.FirstOrDefault(one => one.Name == registration.Name);
            if (row is null || _row is null || row.Version >= _row.Version || began > _knownAt)
                Set(row, began);
        }
    }

    internal void AddLost(ConversationId conversation, long changes)
    {
        DeliveryLog.Lost(context.Logger, registration.Name, changes, conversation);
        DeliveryTelemetry.CountLost(registration.Name, changes);
        lock (_lock)
            _lost = LossState.Sum(_lost, LossState.Of(conversation, changes, Now));
    }

    /// <summary>Notes a success. Only one that other hosts must know of is stored at once.</summary>
    internal async ValueTask SucceededAsync(bool isProbe)
    {
        lock (_lock)
        {
            _succeeded++;
            _succeededAt = Now;
            _lastError = null;
            if (!isProbe)
                return;
        }

        await ChangeAsync(static state => state with { Circuit = new(), FailingSince = null, LastError = null }).ConfigureAwait(false);
    }

    /// <summary>Stores a failed attempt. The circuit may open by it.</summary>
    internal async Task<FailureFate> FailedAsync(ConversationId conversation, Exception error, string text)
    {
        lock (_lock)
            _lastError = text;

        if (error is DestinationDownException down)
        {
            await ChangeAsync(state => After(state, failed: true) with
            {
                Circuit = state.Circuit.Opened(registration.Options.RetrySchedule, Now, down.RetryAfter),
                LastError = text,
            }).ConfigureAwait(false);
        }
        else if (error is not RetryDeliveryException and not ParkDeliveryException)
            await FlushAsync([CircuitSample.Failure(Now, conversation)]).ConfigureAwait(false);

        lock (_lock)
        {
            return _state.Circuit.OpenSince is not { } since ? FailureFate.Counts
                : Now - since >= registration.Options.ParkAfterOutage ? FailureFate.LongOutage
                : FailureFate.Outage;
        }
    }

    /// <summary>Pauses the handler on all hosts, because it asked for that.</summary>
    internal async Task PauseAsync(string text)
    {
        lock (_lock)
            _lastError = text;

        await ChangeAsync(state => state with { IsPaused = true, FailingSince = state.FailingSince ?? Now, LastError = text }).ConfigureAwait(false);
    }

    /// <summary>Stores what other hosts must know: losses, and a success after failures.</summary>
    internal async Task FlushAsync()
    {
        lock (_lock)
        {
            if (_lost is null && !HasSucceededSince(_state.FailingSince)
                && (_succeeded == 0 || _state.Circuit is { FailuresInARow: 0, OpenSince: null, Recent.Count: 0 }))
            {
                _succeeded = 0;
                return;
            }
        }

        await FlushAsync([]).ConfigureAwait(false);
    }

    /// <summary>Asks for the right to try one conversation, if the circuit is open and it is time.</summary>
    internal async Task<bool> TryProbeAsync()
    {
        var schedule = registration.Options.RetrySchedule;
        if (State.Circuit.Probing(schedule, Now) is null)
            return false;

        var isGranted = false;
        var isStored = await ChangeAsync(state =>
        {
            var probing = state.Circuit.Probing(schedule, Now);
            isGranted = probing is not null;
            return probing is null ? state : state with { Circuit = probing };
        }).ConfigureAwait(false);
        if (!isStored || !isGranted)
            return false;

        lock (_lock)
            _probesUntil = ProbingEnd;

        return true;
    }

    /// <summary>Notes that the handler is called, which uses up the right to try one conversation.</summary>
    internal void EndProbing()
    {
        lock (_lock)
            _probesUntil = 0;
    }

    /// <summary>Gives more time to find a conversation with something to handle, if the right to try one is not used up.</summary>
    internal void GoOnProbing()
    {
        lock (_lock)
        {
            if (_probesUntil != 0)
                _probesUntil = ProbingEnd;
        }
    }

    /// <summary>Returns the state with what this host knows of successes. Another host may have stored its failure before it learned of them.</summary>
    private HandlerState After(HandlerState state, bool failed)
    {
        var next = HasSucceededSince(state.FailingSince) ? state with { FailingSince = null } : state;
        return failed ? next.Failed(Now, registration.Options.PauseAfter) : next;
    }

    private bool HasSucceededSince(DateTimeOffset? time)
    {
        lock (_lock)
            return _succeededAt > time;
    }

    private async Task FlushAsync(IReadOnlyCollection<CircuitSample> failures)
    {
        int succeeded;
        LossState? lost;
        string? lastError;
        lock (_lock)
        {
            (succeeded, lost, lastError) = (_succeeded, _lost, _lastError);
            (_succeeded, _lost) = (0, null);
        }

        IReadOnlyCollection<CircuitSample> samples = succeeded > 0 ? [new(Now, 0, Failed: 0, succeeded), .. failures] : failures;
        var isStored = false;
        try
        {
            isStored = await ChangeAsync(state => After(state, failures.Count > 0) with
            {
                Circuit = state.Circuit.After(samples, registration.Options.RetrySchedule, Now),
                Lost = LossState.Sum(state.Lost, lost),
                LastError = lastError,
            }).ConfigureAwait(false);
        }
        finally
        {
            lock (_lock)
            {
                if (!isStored)
                    (_succeeded, _lost) = (_succeeded + succeeded, LossState.Sum(lost, _lost));
            }
        }
    }

    /// <summary>
    /// Changes the stored state. If another host was faster, the change is applied to what that host stored. Returns false if the name is not stored, or
    /// others were faster again and again.
    /// </summary>
    internal async Task<bool> ChangeAsync(Func<HandlerState, HandlerState> change)
    {
        await _turn.WaitAsync().ConfigureAwait(false);
        try
        {
            for (var i = 0; i < MaxTries && Row is { } row; i++)
            {
                var state = HandlerState.Parse(row.State);
                var next = change(state);
                if (next == state)
                    return true;

                var text = next.ToJson();
                if (await context.Store.TrySetHandlerAsync(row.Name, text, row.Version).ConfigureAwait(false))
                {
                    lock (_lock)
                        Set(new(row.Name, text, row.Version + 1, row.WalkedTo, row.LastRunAt), context.Time.GetTimestamp());

                    return true;
                }

                var began = context.Time.GetTimestamp();
                Update(await context.Store.TickAsync(new(Guid.Empty, [], TimeSpan.Zero)).ConfigureAwait(false), began);
            }

            return false;
        }
        finally
        {
            _turn.Release();
        }
    }

    private void Set(HandlerRow? row, long knownAt)
    {
        _knownAt = Math.Max(_knownAt, knownAt);
        var wasRunning = IsRunning;
        (_row, _state) = (row, row is null ? new() : HandlerState.Parse(row.State));
        if (wasRunning && _state.Circuit.OpenSince is not null)
            DeliveryLog.CircuitOpened(context.Logger, registration.Name);
        if (wasRunning && _state.IsPaused)
            DeliveryLog.HandlerPaused(context.Logger, registration.Name);
    }
}
