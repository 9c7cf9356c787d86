using System.Diagnostics.CodeAnalysis;

namespace Conversations.Delivery;

[SuppressMessage("Performance", "CA1812", Justification = "The service provider creates it.")]
internal sealed class OtherHandler(Recorder recorder) : IChangeHandler<Change>
{
    public Task HandleAsync(ChangeContext<Change> context, CancellationToken cancellationToken)
    {
        recorder.Others.Enqueue(context);
        return Task.CompletedTask;
    }
}
