namespace Conversations.Events;

/// <summary>When a stream has to end.</summary>
internal sealed class StreamEnd : IDisposable
{
    private readonly CancellationTokenSource _late;
    private readonly CancellationTokenSource _any;

    internal StreamEnd(TimeSpan after, TimeProvider time, CancellationToken first, CancellationToken second)
    {
        _late = new(after, time);
        _any = CancellationTokenSource.CreateLinkedTokenSource(first, second, _late.Token);
    }

    internal CancellationToken Token => _any.Token;

    internal Task EndAsync() => _any.CancelAsync();

    public void Dispose()
    {
        _any.Dispose();
        _late.Dispose();
    }
}
