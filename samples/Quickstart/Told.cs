using Conversations;

namespace Quickstart;

/// <summary>The first notification of a user. Others may be due at the same time.</summary>
internal sealed class Told(UserId recipient)
{
    private readonly TaskCompletionSource<Notification> _first = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal Task<Notification> First => _first.Task;

    internal void Add(Notification notification)
    {
        if (notification.Recipient.Id == recipient)
            _first.TrySetResult(notification);
    }
}
