using System.Globalization;

namespace Conversations;

/// <summary>
/// Creates the exceptions for content that breaks a rule. They all have the same form and never contain the value.
/// </summary>
internal static class Refusal
{
    internal static InvalidConversationDataException Of(string field, string limit, string found, string? advice = null) =>
        new(field, limit, found, advice);

    internal static InvalidConversationDataException LoneSurrogate(string field, int at) =>
        Of(field, "must be well-formed Unicode", $"has a lone surrogate at index {Number(at)}");

    internal static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
