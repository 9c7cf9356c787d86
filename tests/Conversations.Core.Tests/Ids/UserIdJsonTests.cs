namespace Conversations.Tests.Ids;

public sealed class UserIdJsonTests : IdJsonRules<UserId>;
