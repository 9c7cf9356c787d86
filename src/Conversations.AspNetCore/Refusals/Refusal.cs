using System.Text.Json;

namespace Conversations;

/// <summary>Reads what a request names, and refuses what is wrong.</summary>
internal static class Refusal
{
    internal static RefusedException Of(string field, string rule) => new(400, "INVALID_REQUEST", $"{field} {rule}.", field);

    /// <summary>Returns the refusal of a body. It names the field and the place, but not the value.</summary>
    /// <param name="error">What was thrown while the body was read.</param>
    /// <param name="within">The field in which the error was found, if the error does not know it, with a dot; or "".</param>
    internal static RefusedException Of(JsonException error, string within = "")
    {
        // Converters of the library say what they expect, and name their fields themselves.
        if (error.InnerException is InvalidConversationDataException { Field: var named } inner)
            return new(400, "INVALID_REQUEST", within + inner.Message, within + named);

        var path = error.Path is { Length: > 1 } known ? known.TrimStart('$').TrimStart('.') : "";
        var field = (within.TrimEnd('.'), path) switch
        {
            ("", "") => "body",
            (var outer, "") => outer,
            _ => within + path,
        };
        return new(400, "INVALID_REQUEST", $"{field} is not of the form that is expected.", field);
    }

    /// <summary>Reads an id.</summary>
    /// <exception cref="RefusedException">It is no valid id.</exception>
    internal static T IdOf<T>(string text, string field)
        where T : IParsable<T>
    {
        try
        {
            return T.Parse(text, null);
        }
        catch (FormatException error)
        {
            throw new RefusedException(400, "INVALID_ID", error.Message, field);
        }
    }
}
