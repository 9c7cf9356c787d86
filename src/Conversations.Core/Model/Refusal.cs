using System.Globalization;

namespace Conversations;

/// <summary>Makes the errors for content that breaks a rule: all in one form, and never with the value.</summary>
internal static class Refusal
{
    internal static InvalidConversationDataException Of(string field, string limit, string found, string? advice = null) =>
        new(field, limit, found, advice);

    internal static InvalidConversationDataException LoneSurrogate(string field, int at) =>
        Of(field, "must be well-formed Unicode", $"has a lone surrogate at index {Number(at)}");

    internal static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
