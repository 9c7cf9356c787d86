namespace Conversations.Tests.Ids;

public sealed class MessageIdTests : IdRules<MessageId>
{
    protected override MessageId Create(string value) => new(value);

    protected override MessageId From(long key) => MessageId.From(key);

    protected override MessageId From(Guid key) => MessageId.From(key);

    protected override MessageId FromStored(string value) => MessageId.FromStored(value);

    protected override (bool Less, bool AtMost, bool Greater, bool AtLeast, bool Equal, bool Unequal) Operators(MessageId left, MessageId right) =>
        (left < right, left <= right, left > right, left >= right, left == right, left != right);
}
