using System.Globalization;

namespace Conversations;

/// <summary>
/// Says which messages to list, by their sequence. At most one of the three properties may be set. A cursor is valid only for the
/// query that it belongs to.
/// </summary>
/// <remarks>If none is set, all messages are listed, newest first.</remarks>
public sealed class MessageQuery
{
    /// <summary>
    /// Gets the sequence before which messages are listed, newest first, or null if it is not set. <see cref="long.MaxValue"/>
    /// starts at the newest message.
    /// </summary>
    public long? Before { get; init; }

    /// <summary>
    /// Gets the sequence after which messages are listed, oldest first, or null if it is not set. 0 starts at the oldest message.
    /// </summary>
    public long? After { get; init; }

    /// <summary>
    /// Gets the sequence around which the first page lies, with half of its messages before that sequence, oldest first, or null if
    /// it is not set. The next pages continue towards the newest message.
    /// </summary>
    public long? Around { get; init; }

    /// <summary>Gets a text that is different for different lists. It ties a cursor to its list.</summary>
    internal string CursorKey => string.Create(CultureInfo.InvariantCulture, $"{Before ?? long.MaxValue},{After},{Around}");

    internal void Check()
    {
        if ((Before is not null ? 1 : 0) + (After is not null ? 1 : 0) + (Around is not null ? 1 : 0) > 1)
            throw new ArgumentException("Only one of Before, After and Around may be set.", "query");

        if (Before < 0 || After < 0 || Around < 0)
            throw new ArgumentOutOfRangeException("query", "A sequence must be 0 or more.");
    }
}
