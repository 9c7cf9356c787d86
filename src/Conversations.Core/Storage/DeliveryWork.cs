using System.Text;

namespace Conversations.Storage;

/// <summary>What there is to do.</summary>
/// <param name="Keys">The handlers and the conversations in which they are behind.</param>
/// <param name="Done">Conversations with a mark in which none of the handlers has something to do, and of which no living host has leased a row.</param>
public sealed record DeliveryWork(IReadOnlyList<DeliveryKey> Keys, IReadOnlyList<ConversationId> Done)
{
    private bool PrintMembers(StringBuilder builder) => Printed.Members(
        builder,
        (nameof(Keys), Printed.List(Keys)),
        (nameof(Done), Printed.List(Done)));
}
