using System.Text.Json;

namespace Conversations;

/// <summary>Why the last attempt of a delivery failed, as it is stored.</summary>
/// <param name="Version">The version of the change.</param>
/// <param name="Text">The type of the exception, and its message if an option asks for it.</param>
internal sealed record DeliveryError(long Version, string Text)
{
    private const int MaxLength = 500;

    /// <summary>Describes an exception by its type, the HTTP status if it has one, and the method that threw it: nothing that holds a text or an address.</summary>
    internal static DeliveryError Of(Exception error, long version, bool withMessage)
    {
        var status = error is HttpRequestException { StatusCode: { } code } ? $" {(int)code}" : "";
        var text = $"{error.GetType()}{status}{PlaceOf(error)}{(withMessage ? $": {error.Message}" : "")}";
        return new(version, text.Length <= MaxLength ? text : text[..MaxLength]);
    }

    internal static DeliveryError? Parse(string? text) => text is null ? null : JsonSerializer.Deserialize(text, StateJson.Default.DeliveryError);

    internal string ToJson() => JsonSerializer.Serialize(this, StateJson.Default.DeliveryError);

    /// <summary>Returns the method that threw, without its parameters, from the first line of the stack: "   at Type.Method(…) in …".</summary>
    private static string PlaceOf(Exception error)
    {
        var line = error.StackTrace.AsSpan().TrimStart();
        var end = line.IndexOf('(');
        var begin = end < 0 ? -1 : line[..end].LastIndexOf(' ');
        return begin < 0 ? "" : $" in {line[(begin + 1)..end]}";
    }
}
