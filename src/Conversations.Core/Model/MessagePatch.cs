using Conversations.Storage;

namespace Conversations;

/// <summary>A partial update of a message: what is not assigned stays.</summary>
public sealed class MessagePatch
{
    private string? _text;
    private CustomPatch? _custom;
    private bool _hasText;
    private bool _hasCustom;

    /// <summary>Gets or sets the text, 1 to 10,000 characters (UTF-16 units). A text has no default, so null is refused.</summary>
    public string? Text
    {
        get => _text;
        set => (_text, _hasText) = (value, true);
    }

    /// <summary>Gets or sets what changes in the app's own data, key by key; null = remove every key.</summary>
    public CustomPatch? Custom
    {
        get => _custom;
        set => (_custom, _hasCustom) = (value, true);
    }

    /// <summary>Tells whether a property was assigned, be it null.</summary>
    /// <param name="property">The name of the property, <c>nameof(Text)</c>.</param>
    /// <returns>Whether it was assigned; false also for what is no property of this type.</returns>
    public bool IsAssigned(string property) =>
        (property == nameof(Text) && _hasText) || (property == nameof(Custom) && _hasCustom);

    /// <summary>Copies the patch, so that what is done to it after a call has begun does not reach that call.</summary>
    internal MessagePatch Snapshot()
    {
        var copy = (MessagePatch)MemberwiseClone();
        copy._custom = _custom?.Snapshot();
        return copy;
    }

    internal MessagePatch WithText(string text)
    {
        var patch = new MessagePatch { Text = text };
        if (_hasCustom)
            patch.Custom = _custom;

        return patch;
    }

    internal void Check(ConversationLimits limits, Acting? by)
    {
        if (_hasText)
            ContentRules.CheckText(_text, "text", limits.MaxTextLength);

        if (by is not null)
            ContentRules.RefuseLinkLabel(_text, "text");
    }

    internal MessageContent ApplyTo(Message message) => new(
        _hasText ? _text! : message.Text,
        _hasCustom ? (_custom is null ? CustomData.Empty : message.Custom.With(_custom)) : message.Custom);
}
