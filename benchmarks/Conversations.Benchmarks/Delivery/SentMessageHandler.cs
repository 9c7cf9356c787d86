using System.Diagnostics.CodeAnalysis;

namespace Conversations.Benchmarks;

/// <summary>Counts messages in WolverineFx, which finds handlers by their names.</summary>
public static class SentMessageHandler
{
    internal static DeliveryCount Count { get; } = new();

    [SuppressMessage("Design", "CA1062", Justification = "The library calls it.")]
    public static void Handle(SentMessage message)
    {
        if (message.Text.Length == 0)
            throw new InvalidOperationException("The text is missing.");

        Count.Add();
    }
}
