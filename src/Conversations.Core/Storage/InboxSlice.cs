using System.Text;

namespace Conversations.Storage;

/// <summary>A page of an inbox.</summary>
/// <param name="Entries">The entries in the order of the inbox.</param>
/// <param name="Next">The place after which the next page begins, or null if nothing follows.</param>
public sealed record InboxSlice(IReadOnlyList<StoredInboxEntry> Entries, InboxPlace? Next)
{
    private bool PrintMembers(StringBuilder builder) => Printed.Members(
        builder,
        (nameof(Entries), Printed.List(Entries)),
        (nameof(Next), Next));
}
