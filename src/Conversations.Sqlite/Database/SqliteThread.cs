using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Conversations;

/// <summary>Runs tasks one after another on a dedicated thread, so that no thread of a caller waits for the disk.</summary>
[SuppressMessage("Usage", "CA2213", Justification = "The collection holds only memory, and the thread may still read it when Dispose ends.")]
internal sealed class SqliteThread : TaskScheduler, IDisposable
{
    private const int Spins = 60;

    private readonly BlockingCollection<Task> _tasks = [];
    private readonly Thread _thread;

    internal SqliteThread()
    {
        // An app may end without disposing the store. A background thread lets the process end, and loses nothing: every answered
        // write is already on the disk.
        _thread = new Thread(Run) { IsBackground = true, Name = "Conversations.Sqlite" };
        _thread.UnsafeStart();
    }

    /// <summary>Gets whether the thread is still running.</summary>
    internal bool IsAlive => _thread.IsAlive;

    public override int MaximumConcurrencyLevel => 1;

    /// <summary>Lets the thread end after it has run every queued task.</summary>
    public void Dispose() => _tasks.CompleteAdding();

    /// <summary>Runs work on the thread.</summary>
    /// <exception cref="ObjectDisposedException">The scheduler was disposed.</exception>
    internal Task<T> RunAsync<T>(Func<T> work)
    {
        try
        {
            return Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.DenyChildAttach, this);
        }
        catch (TaskSchedulerException error) when (error.InnerException is InvalidOperationException)
        {
            throw new ObjectDisposedException(nameof(SqliteThread), error);
        }
    }

    protected override void QueueTask(Task task) => _tasks.Add(task);

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    protected override IEnumerable<Task> GetScheduledTasks() => _tasks;

    private void Run()
    {
        while (!_tasks.IsCompleted)
        {
            if (TryTakeSoon(out var task) || _tasks.TryTake(out task, Timeout.Infinite))
                TryExecuteTask(task);
        }
    }

    /// <summary>
    /// Polls for a short time before the thread sleeps. A caller that just got an answer often sends again at once, and waking a thread
    /// takes longer than a write.
    /// </summary>
    private bool TryTakeSoon([NotNullWhen(true)] out Task? task)
    {
        var spin = default(SpinWait);
        for (var i = 0; i < Spins; i++)
        {
            if (_tasks.TryTake(out task))
                return true;

            spin.SpinOnce(sleep1Threshold: -1);
        }

        task = null;
        return false;
    }
}
