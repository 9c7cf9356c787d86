namespace Conversations;

internal sealed class MessageIdJsonConverter : IdentifierJsonConverter<MessageId>
{
    protected override MessageId Create(string text) => new(text);

    protected override string Text(MessageId id) => id.Value;
}
