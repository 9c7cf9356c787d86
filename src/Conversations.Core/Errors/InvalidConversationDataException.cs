namespace Conversations;

/// <summary>Content breaks a rule: a text, a subject, custom data, an emoji … Nothing was written.</summary>
/// <remarks>The message names the field, the limit and what was found. It never repeats the value.</remarks>
public sealed class InvalidConversationDataException : ConversationsException
{
    /// <summary>Says which field broke which rule.</summary>
    /// <param name="field">The field as in JSON: <c>text</c>, <c>custom.address</c>, <c>welcomeMessages[2]</c>.</param>
    /// <param name="limit">The rule, as the end of a sentence: <c>must have 1 to 10,000 characters</c>.</param>
    /// <param name="found">What was found, without the value: <c>has 10,001</c>.</param>
    public InvalidConversationDataException(string field, string limit, string found)
        : this(field, limit, found, advice: null)
    {
    }

    /// <summary>Says which field broke which rule, and what to do instead.</summary>
    /// <param name="field">The field as in JSON: <c>text</c>, <c>custom.address</c>, <c>welcomeMessages[2]</c>.</param>
    /// <param name="limit">The rule, as the end of a sentence: <c>must be a string</c>.</param>
    /// <param name="found">What was found, without the value: <c>is an object</c>.</param>
    /// <param name="advice">What to do instead, a sentence of its own; null = nothing to add.</param>
    public InvalidConversationDataException(string field, string limit, string found, string? advice)
        : base($"{field} {limit}, but {found}.{(advice is null ? "" : " " + advice)}")
    {
        Field = field;
        Limit = limit;
        Found = found;
    }

    /// <summary>Gets the field as in JSON.</summary>
    public string Field { get; }

    /// <summary>Gets the rule that was broken, as the end of a sentence.</summary>
    public string Limit { get; }

    /// <summary>Gets what was found instead, without the value itself.</summary>
    public string Found { get; }
}
