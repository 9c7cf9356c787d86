namespace Conversations;

internal sealed class UserIdJsonConverter : IdentifierJsonConverter<UserId>
{
    protected override UserId Create(string text) => new(text);

    protected override string Text(UserId id) => id.Value;
}
