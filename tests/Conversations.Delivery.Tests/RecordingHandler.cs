using System.Diagnostics.CodeAnalysis;

namespace Conversations.Delivery;

[SuppressMessage("Performance", "CA1812", Justification = "The service provider creates it.")]
internal sealed class RecordingHandler(Recorder recorder) : IChangeHandler<Change>
{
    public async Task HandleAsync(ChangeContext<Change> context, CancellationToken cancellationToken)
    {
        recorder.Calls.Enqueue(context);
        await recorder.On(context, cancellationToken);
        recorder.Handled.Enqueue(context);
    }
}
