namespace Conversations.Benchmarks;

/// <summary>What another host process delivers from.</summary>
internal sealed record DeliveryHostPlan(string Place, string? Schema);
