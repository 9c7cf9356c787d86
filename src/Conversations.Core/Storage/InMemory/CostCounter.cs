namespace Conversations.Storage.InMemory;

/// <summary>
/// Counts what calls of the in-memory store cost. Only tests create one, and they make one call at a time: it takes no lock.
/// </summary>
internal sealed class CostCounter
{
    /// <summary>Gets or sets how often the store was called.</summary>
    internal long Calls { get; set; }

    /// <summary>Gets or sets how often a list of commits was applied.</summary>
    internal long Commits { get; set; }

    /// <summary>Gets or sets how many rows were looked at: messages, reactions, changes, memberships and places in inboxes.</summary>
    internal long Rows { get; set; }
}
