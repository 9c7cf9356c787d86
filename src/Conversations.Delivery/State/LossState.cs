namespace Conversations;

/// <summary>What a handler has lost, as it is stored.</summary>
internal sealed record LossState(long Count, string First, string Last, DateTimeOffset At)
{
    internal static LossState Of(ConversationId conversation, long changes, DateTimeOffset at) => new(changes, conversation.Value, conversation.Value, at);

    /// <summary>Returns both losses together.</summary>
    internal static LossState? Sum(LossState? one, LossState? other) => one is null || other is null
        ? one ?? other
        : new(one.Count + other.Count, Smaller(one.First, other.First), Greater(one.Last, other.Last), one.At > other.At ? one.At : other.At);

    internal LostChanges ToPublic() => new(Count, ConversationId.FromStored(First), ConversationId.FromStored(Last), At);

    private static string Smaller(string one, string other) => string.CompareOrdinal(one, other) <= 0 ? one : other;

    private static string Greater(string one, string other) => string.CompareOrdinal(one, other) >= 0 ? one : other;
}
