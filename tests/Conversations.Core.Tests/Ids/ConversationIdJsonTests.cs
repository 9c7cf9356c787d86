namespace Conversations.Tests.Ids;

public sealed class ConversationIdJsonTests : IdJsonRules<ConversationId>;
