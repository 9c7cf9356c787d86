using System.Text;

namespace Conversations.Storage;

/// <summary>Consecutive changes of a conversation's log.</summary>
/// <param name="Changes">The changes in the order of their versions, without gaps.</param>
/// <param name="IsPruned">
/// True if changes directly after the requested version are no longer kept, so that the slice is not complete.
/// </param>
public sealed record ChangeSlice(IReadOnlyList<Change> Changes, bool IsPruned)
{
    private bool PrintMembers(StringBuilder builder) => Printed.Members(
        builder,
        (nameof(Changes), Printed.List(Changes)),
        (nameof(IsPruned), IsPruned));
}
