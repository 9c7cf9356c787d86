namespace Conversations.Testing;

/// <summary>A call whose cost must not grow.</summary>
/// <param name="Name">What the call does.</param>
/// <param name="Grows">What must not make the call cost more.</param>
/// <param name="Member">The method of the store that promises it.</param>
/// <param name="RunAsync">Makes the call. It can be made several times.</param>
/// <param name="MaxStatements">The greatest number of statements that the method promises, or null if it promises none.</param>
internal sealed record CostCall(string Name, CostGrowth Grows, string Member, Func<CostWorld, Task> RunAsync, int? MaxStatements = null)
{
    public override string ToString() => $"{Name} ({Member})";
}
