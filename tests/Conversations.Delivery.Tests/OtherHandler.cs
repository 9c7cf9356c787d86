namespace Conversations.Delivery;

internal sealed class OtherHandler(Recorder recorder) : IChangeHandler<Change>
{
    public Task HandleAsync(ChangeContext<Change> context, CancellationToken cancellationToken)
    {
        recorder.Others.Enqueue(context);
        return Task.CompletedTask;
    }
}
