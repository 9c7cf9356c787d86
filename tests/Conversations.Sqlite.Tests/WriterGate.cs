using System.Diagnostics.Metrics;

namespace Conversations.Sqlite.Tests;

/// <summary>
/// Blocks the thread of a writer, so that the writes that arrive meanwhile become one batch, and records the sizes of the batches.
/// </summary>
internal sealed class WriterGate : IAsyncDisposable
{
    private readonly SqliteWriter _writer;
    private readonly ManualResetEventSlim _open = new();
    private readonly MeterListener _listener = new();
    private readonly TaskCompletionSource<int> _taken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<int> _batches = [];
    private Task _blocked = Task.CompletedTask;
    private int _thread;

    private WriterGate(SqliteWriter writer) => _writer = writer;

    /// <summary>Gets the sizes of the batches that the writer took since the gate was closed.</summary>
    public IReadOnlyList<int> Batches
    {
        get
        {
            lock (_batches)
                return [.. _batches];
        }
    }

    /// <summary>Gets a task that ends when the writer has taken the first batch, whose writes can no longer be cancelled.</summary>
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
        gate._listener.SetMeasurementEventCallback<int>((_, size, _, _) => gate.Record(size));
        gate._listener.Start();
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        gate._blocked = gate._writer.RunAsync(_ =>
        {
            closed.SetResult();
            gate._open.Wait();
            return true;
        });
        await closed.Task;
        return gate;
    }

    /// <summary>Lets the writer continue.</summary>
    public void Open() => _open.Set();

    public async ValueTask DisposeAsync()
    {
        Open();
        await _blocked;
        _listener.Dispose();
        _open.Dispose();
    }

    private void Record(int size)
    {
        if (Environment.CurrentManagedThreadId != _thread)
            return;

        lock (_batches)
            _batches.Add(size);

        _taken.TrySetResult(size);
    }
}
