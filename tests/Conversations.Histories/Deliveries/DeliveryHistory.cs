namespace Conversations.Histories.Deliveries;

/// <summary>Records in memory what hosts do.</summary>
public sealed class DeliveryHistory : IDeliveryHistory
{
    private readonly Lock _lock = new();
    private readonly List<DeliveryEvent> _events = [];

    /// <summary>Gets all events so far.</summary>
    public IReadOnlyList<DeliveryEvent> Events
    {
        get
        {
            lock (_lock)
                return [.. _events];
        }
    }

    /// <summary>Gets the number of calls of handlers that ended without an exception so far.</summary>
    public int Handled
    {
        get
        {
            lock (_lock)
                return field;
        }

        private set;
    }

    public void Record(DeliveryEvent one)
    {
        lock (_lock)
        {
            _events.Add(one);
            if (one is DeliveryEvent.Ended { IsHandled: true })
                Handled++;
        }
    }
}
