namespace Conversations.Delivery;

internal sealed class RecordingHandler(Recorder recorder) : IChangeHandler<Change>
{
    public async Task HandleAsync(ChangeContext<Change> context, CancellationToken cancellationToken)
    {
        recorder.Calls.Enqueue(context);
        await recorder.On(context, cancellationToken);
        recorder.Handled.Enqueue(context);
    }
}
