using System.Globalization;
using Conversations;

namespace Quickstart.Import;

/// <summary>
/// Makes the ids of messages from file names and line numbers, so that a
/// second import recognizes the messages that are already there.
/// </summary>
internal static class MessageNames
{
    internal static MessageId Of(string file, int line) => new(Text(file, line));

    /// <summary>Returns why message ids cannot contain this file name, as the end of a sentence, or null if they can.</summary>
    internal static string? Problem(string file) => MessageId.TryParse(Text(file, int.MaxValue), out _)
        ? null
        : "must have at most 244 bytes, no control characters and no white space at its start, because it is part of the message ids.";

    private static string Text(string file, int line) => string.Create(CultureInfo.InvariantCulture, $"{file}:{line}");
}
