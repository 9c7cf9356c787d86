namespace Conversations.Tests.Ids;

public sealed class MessageIdTests : IdRules<MessageId>
{
    protected override MessageId Create(string value) => new(value);

    protected override MessageId From(long key) => MessageId.From(key);

    protected override MessageId From(Guid key) => MessageId.From(key);
}
