namespace Conversations;

/// <summary>
/// Gives the calls of a handler in one turn of a lane their token. It is cancelled when the call takes too long, and when the lease is lost. As long as
/// calls end in time, one source serves all of them.
/// </summary>
/// <param name="limit">How long a call may take.</param>
/// <param name="time">The clock.</param>
/// <param name="leased">The token of the lease.</param>
internal sealed class CallLimit(TimeSpan limit, TimeProvider time, CancellationToken leased) : IAsyncDisposable
{
    private CancellationTokenSource? _source;
    private CancellationTokenRegistration _ended;

    /// <summary>Begins a call, and returns its token.</summary>
    internal CancellationToken Begin()
    {
        if (_source is not null)
        {
            _source.CancelAfter(limit);
            return _source.Token;
        }

        _source = new(limit, time);
        _ended = leased.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _source);
        return _source.Token;
    }

    /// <summary>Ends a call. What the handler registered with its token is not called any more.</summary>
    internal ValueTask EndAsync() => _source!.TryReset() ? ValueTask.CompletedTask : DisposeAsync();

    /// <summary>Ends the turn.</summary>
    public async ValueTask DisposeAsync()
    {
        // Who cancels the lease may be in a callback of the app, which must not be waited for on this thread.
        await _ended.DisposeAsync().ConfigureAwait(false);
        _source?.Dispose();
        _source = null;
    }
}
