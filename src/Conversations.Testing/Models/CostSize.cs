namespace Conversations.Testing;

/// <summary>How much is stored when the cost of calls is measured.</summary>
/// <param name="Messages">The messages of a conversation.</param>
/// <param name="Participants">The participants of another one.</param>
/// <param name="Conversations">The conversations of a user.</param>
/// <param name="Remains">The messages of a conversation that is deleted.</param>
internal sealed record CostSize(int Messages, int Participants, int Conversations, int Remains)
{
    /// <summary>Gets a size at which each page is full, and each bounded number is reached.</summary>
    internal static CostSize Small { get; } = new(40, 30, 120, 1_200);

    /// <summary>Gets a size at which a call that reads everything costs at least three times as much.</summary>
    internal static CostSize Large { get; } = new(2_000, 300, 400, 3_600);

    internal int Of(CostGrowth growth) => growth switch
    {
        CostGrowth.Messages => Messages,
        CostGrowth.Participants => Participants,
        CostGrowth.Inbox => Conversations,
        _ => Remains,
    };
}
