using System.Diagnostics.Metrics;

namespace Conversations.Sqlite.Tests;

/// <summary>Holds the thread of a writer, so that what is sent meanwhile is one batch; and hears which batches it takes.</summary>
internal sealed class WriterGate : IAsyncDisposable
{
    private readonly SqliteWriter _writer;
    private readonly ManualResetEventSlim _open = new();
    private readonly MeterListener _listener = new();
    private readonly TaskCompletionSource<int> _taken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<int> _batches = [];
    private Task _held = Task.CompletedTask;
    private int _thread;

    private WriterGate(SqliteWriter writer) => _writer = writer;

    /// <summary>Gets the sizes of the batches that the writer took since.</summary>
    public IReadOnlyList<int> Batches
    {
        get
        {
            lock (_batches)
                return [.. _batches];
        }
    }

    /// <summary>Gets a task that ends when the first batch was taken, whose writes are no longer given up.</summary>
    public Task Taken => _taken.Task;

    public static async Task<WriterGate> CloseAsync(SqliteConversationStore store)
    {
        var gate = new WriterGate(store.Database.Writer);
        gate._thread = await gate._writer.RunAsync(_ => Environment.CurrentManagedThreadId);
        gate._listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Name == "conversations.batch_size")
                self.EnableMeasurementEvents(instrument);
        };
        gate._listener.SetMeasurementEventCallback<int>((_, size, _, _) => gate.Hear(size));
        gate._listener.Start();
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        gate._held = gate._writer.RunAsync(_ =>
        {
            closed.SetResult();
            gate._open.Wait();
            return true;
        });
        await closed.Task;
        return gate;
    }

    /// <summary>Lets the writer go on.</summary>
    public void Open() => _open.Set();

    public async ValueTask DisposeAsync()
    {
        Open();
        await _held;
        _listener.Dispose();
        _open.Dispose();
    }

    private void Hear(int size)
    {
        if (Environment.CurrentManagedThreadId != _thread)
            return;

        lock (_batches)
            _batches.Add(size);

        _taken.TrySetResult(size);
    }
}
