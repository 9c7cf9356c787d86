namespace Conversations.Tests.Ids;

public sealed class ConversationIdTests : IdRules<ConversationId>
{
    protected override ConversationId Create(string value) => new(value);

    protected override ConversationId From(long key) => ConversationId.From(key);

    protected override ConversationId From(Guid key) => ConversationId.From(key);

    protected override ConversationId FromStored(string value) => ConversationId.FromStored(value);

    protected override (bool Less, bool AtMost, bool Greater, bool AtLeast, bool Equal, bool Unequal) Operators(ConversationId left, ConversationId right) =>
        (left < right, left <= right, left > right, left >= right, left == right, left != right);
}
