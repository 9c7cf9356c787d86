using System.Globalization;
using Conversations;

namespace Quickstart.Import;

/// <summary>Names messages by where they stand, so that an import that is run again finds those that are there already.</summary>
internal static class MessageNames
{
    internal static MessageId Of(string file, int line) => new(Text(file, line));

    /// <summary>Says why messages cannot be named after a file, as the end of a sentence; null = they can.</summary>
    internal static string? Problem(string file) => MessageId.TryParse(Text(file, int.MaxValue), out _)
        ? null
        : "must have no control characters, no white space at its start and at most 244 bytes, since messages are named after it.";

    private static string Text(string file, int line) => string.Create(CultureInfo.InvariantCulture, $"{file}:{line}");
}
