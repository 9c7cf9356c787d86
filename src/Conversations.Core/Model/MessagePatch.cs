using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>Represents a partial update of a message. A property that is not assigned stays as it is.</summary>
[JsonConverter(typeof(PatchJsonConverter<MessagePatch>))]
public sealed class MessagePatch
{
    private Assigned<string?> _text;
    private Assigned<CustomPatch?> _custom;

    /// <summary>
    /// Gets or sets the text, at most <see cref="ConversationLimits.MaxTextLength"/> characters (10,000 UTF-16 units by default),
    /// at least one visible. Null is refused.
    /// </summary>
    public string? Text { get => _text.Value; set => _text = new(value); }

    /// <summary>Gets or sets the changes of the app's own data, key by key; null removes every key.</summary>
    public CustomPatch? Custom { get => _custom.Value; set => _custom = new(value); }

    /// <summary>Returns whether a property was assigned, even if it was assigned null.</summary>
    /// <param name="property">The name of the property, <c>nameof(Text)</c>.</param>
    /// <returns>True if it was assigned. False if it was not, or if there is no property of that name.</returns>
    public bool IsAssigned(string property) => property switch
    {
        nameof(Text) => _text.IsAssigned,
        nameof(Custom) => _custom.IsAssigned,
        _ => false,
    };

    /// <summary>Copies the patch, so that a call is not affected if the caller changes the patch during the call.</summary>
    internal MessagePatch Snapshot()
    {
        var copy = (MessagePatch)MemberwiseClone();
        if (Custom is not null)
            copy.Custom = Custom.Snapshot();

        return copy;
    }

    /// <summary>Returns a copy of the patch with another text.</summary>
    internal MessagePatch WithText(string text)
    {
        var copy = (MessagePatch)MemberwiseClone();
        copy.Text = text;
        return copy;
    }

    internal void Check(ConversationLimits limits, bool allowsLinkLabels)
    {
        if (_text.IsAssigned)
            ContentRules.CheckText(Text, "text", limits.MaxTextLength);

        if (!allowsLinkLabels)
            ContentRules.RefuseLinkLabel(Text, "text");
    }

    internal (string Text, CustomData Custom) ApplyTo(Message message) => (_text.Or(message.Text)!, _custom.AppliedTo(message.Custom));
}
