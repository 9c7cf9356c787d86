using System.Text.Json;

namespace Conversations;

/// <summary>Why the last attempt of a delivery failed, as it is stored.</summary>
/// <param name="Version">The version of the change.</param>
/// <param name="Text">The type of the exception, and its message if an option asks for it.</param>
internal sealed record DeliveryError(long Version, string Text)
{
    private const int MaxLength = 500;

    internal static DeliveryError Of(Exception error, long version, bool withMessage)
    {
        var text = withMessage ? $"{error.GetType()}: {error.Message}" : $"{error.GetType()}";
        return new(version, text.Length <= MaxLength ? text : text[..MaxLength]);
    }

    internal static DeliveryError? Parse(string? text) => text is null ? null : JsonSerializer.Deserialize(text, StateJson.Default.DeliveryError);

    internal string ToJson() => JsonSerializer.Serialize(this, StateJson.Default.DeliveryError);
}
