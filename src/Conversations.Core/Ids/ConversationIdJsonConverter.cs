namespace Conversations;

internal sealed class ConversationIdJsonConverter : IdentifierJsonConverter<ConversationId>
{
    protected override ConversationId Create(string text) => new(text);

    protected override string Text(ConversationId id) => id.Value;
}
