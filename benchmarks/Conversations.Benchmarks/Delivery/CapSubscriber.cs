using System.Diagnostics.CodeAnalysis;
using DotNetCore.CAP;

namespace Conversations.Benchmarks;

/// <summary>Counts messages in DotNetCore.CAP.</summary>
internal sealed class CapSubscriber : ICapSubscribe
{
    internal const string Topic = "message.sent";

    private readonly DeliveryCount _count;

    public CapSubscriber(DeliveryCount count) => _count = count;

    [CapSubscribe(Topic)]
    [SuppressMessage("Design", "CA1062", Justification = "The library calls it.")]
    public void Handle(SentMessage message)
    {
        if (message.Text.Length == 0)
            throw new InvalidOperationException("The text is missing.");

        _count.Add();
    }
}
