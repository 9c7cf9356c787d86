namespace Conversations.Histories.Deliveries;

/// <summary>Records what hosts do.</summary>
public interface IDeliveryHistory
{
    /// <summary>Records an event.</summary>
    void Record(DeliveryEvent one);
}
