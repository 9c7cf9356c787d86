using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Conversations;

/// <summary>Runs tasks one after another on a thread of its own, so that nobody else's thread waits for the disk.</summary>
[SuppressMessage("Usage", "CA2213", Justification = "The thread disposes the tasks when it ends.")]
internal sealed class SqliteThread : TaskScheduler, IDisposable
{
    private const int Spins = 60;

    private readonly BlockingCollection<Task> _tasks = [];
    private readonly Thread _thread;

    internal SqliteThread()
    {
        // A background thread, so that an app that forgot to dispose still ends; what was answered is on the disk.
        _thread = new Thread(Run) { IsBackground = true, Name = "Conversations.Sqlite" };
        _thread.UnsafeStart();
    }

    /// <summary>Gets whether the thread has not ended yet.</summary>
    internal bool IsAlive => _thread.IsAlive;

    public override int MaximumConcurrencyLevel => 1;

    /// <summary>Lets the thread end once all that was given to it has run.</summary>
    public void Dispose() => _tasks.CompleteAdding();

    /// <exception cref="ObjectDisposedException">The thread was told to end.</exception>
    internal Task<T> RunAsync<T>(Func<T> work)
    {
        try
        {
            return Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.DenyChildAttach, this);
        }
        catch (TaskSchedulerException error) when (error.InnerException is InvalidOperationException)
        {
            throw new ObjectDisposedException(nameof(SqliteConversationStore), error);
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

        _tasks.Dispose();
    }

    /// <summary>Looks for a while before it sleeps: who was just answered often asks again at once, and to wake a thread takes longer than to write.</summary>
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
