using Conversations;

namespace Quickstart;

/// <summary>Runs for every message: at least once, and in the order of each conversation. Another app would send an e-mail or fill a search index.</summary>
internal sealed class MessageCounter(Counted counted) : IChangeHandler<MessageSent>
{
    public Task HandleAsync(ChangeContext<MessageSent> context, CancellationToken cancellationToken)
    {
        counted.Add(context.Message);
        return Task.CompletedTask;
    }
}
