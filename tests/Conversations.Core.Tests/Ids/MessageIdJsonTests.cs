namespace Conversations.Tests.Ids;

public sealed class MessageIdJsonTests : IdJsonRules<MessageId>;
