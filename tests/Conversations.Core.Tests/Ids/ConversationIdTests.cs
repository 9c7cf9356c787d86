namespace Conversations.Tests.Ids;

public sealed class ConversationIdTests : IdRules<ConversationId>
{
    protected override ConversationId Create(string value) => new(value);

    protected override ConversationId From(long key) => ConversationId.From(key);

    protected override ConversationId From(Guid key) => ConversationId.From(key);
}
