namespace Conversations;

/// <summary>
/// The exception that is thrown if content breaks a rule: a text, a subject, custom data, an emoji and so on. Nothing was written.
/// </summary>
/// <remarks>The message contains the field, the rule, and what was found instead. It never contains the value.</remarks>
public sealed class InvalidConversationDataException : ConversationsException
{
    /// <summary>Initializes the exception for a field that breaks a rule.</summary>
    /// <param name="field">The field as in JSON: <c>text</c>, <c>custom.address</c>, <c>welcomeMessages[2]</c>.</param>
    /// <param name="limit">The rule, as the end of a sentence: <c>must have 1 to 10,000 characters</c>.</param>
    /// <param name="found">What was found, without the value, as the end of a sentence: <c>has 10,001</c>.</param>
    public InvalidConversationDataException(string field, string limit, string found)
        : this(field, limit, found, advice: null)
    {
    }

    /// <summary>Initializes the exception for a field that breaks a rule, with advice.</summary>
    /// <param name="field">The field as in JSON: <c>text</c>, <c>custom.address</c>, <c>welcomeMessages[2]</c>.</param>
    /// <param name="limit">The rule, as the end of a sentence: <c>must be a string</c>.</param>
    /// <param name="found">What was found, without the value, as the end of a sentence: <c>is an object</c>.</param>
    /// <param name="advice">A sentence that says what to do instead, or null if there is nothing to add.</param>
    public InvalidConversationDataException(string field, string limit, string found, string? advice)
        : base($"{field} {limit}, but {found}.{(advice is null ? "" : " " + advice)}")
    {
        Field = field;
        Limit = limit;
        Found = found;
    }

    /// <summary>Gets the field as in JSON.</summary>
    public string Field { get; }

    /// <summary>Gets the rule that the field breaks, as the end of a sentence.</summary>
    public string Limit { get; }

    /// <summary>Gets what was found instead, without the value, as the end of a sentence.</summary>
    public string Found { get; }
}
