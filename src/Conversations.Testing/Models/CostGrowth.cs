namespace Conversations.Testing;

/// <summary>What grows while the cost of a call must not.</summary>
internal enum CostGrowth
{
    /// <summary>The messages of the conversation.</summary>
    Messages,

    /// <summary>The participants of the conversation.</summary>
    Participants,

    /// <summary>The conversations of the user.</summary>
    Inbox,

    /// <summary>What a deleted conversation leaves behind, or an erased user has sent.</summary>
    Remains,
}
