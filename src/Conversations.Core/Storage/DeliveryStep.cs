namespace Conversations.Storage;

/// <summary>What becomes of a leased row when its host reports.</summary>
public enum DeliveryStep
{
    /// <summary>The host keeps the lease.</summary>
    Keep = 0,

    /// <summary>The lease ends. The row is due if the handler is behind.</summary>
    Release = 1,

    /// <summary>The lease ends. The row is due after a delay.</summary>
    Wait = 2,

    /// <summary>The lease ends. The row is parked: it is not due until <see cref="IDeliveryStore.RetryFailedAsync"/>.</summary>
    Park = 3,
}
