namespace Quickstart.Import;

/// <summary>A line of a chat log after it was parsed.</summary>
/// <param name="Number">The number of the line in its file, from 1.</param>
internal abstract record IrcLine(int Number)
{
    /// <summary>A user wrote a message or an action: <c>[12:18] &lt;nick&gt; text</c> or <c>[12:18]  * nick text</c>.</summary>
    /// <param name="Number">The number of the line in its file, from 1.</param>
    /// <param name="At">The time, or null if the text in its place is not a time of day.</param>
    /// <param name="Nick">The nick without white space around it. It may be empty.</param>
    /// <param name="Text">The text without formatting codes. It may be empty.</param>
    /// <param name="IsAction">Whether the line is an action, with <c>*</c> before the nick.</param>
    internal sealed record Said(int Number, DateTimeOffset? At, string Nick, string Text, bool IsAction) : IrcLine(Number);

    /// <summary>A user joined a channel: <c>=== nick [host]  has joined #channel</c>.</summary>
    internal sealed record Joined(int Number, string Nick, string Channel) : IrcLine(Number);

    /// <summary>A user left a channel: <c>=== nick [host]  has left #channel [reason]</c>.</summary>
    internal sealed record Left(int Number, string Nick, string Channel) : IrcLine(Number);

    /// <summary>A user changed their nick: <c>=== nick is now known as nick</c>.</summary>
    internal sealed record Renamed(int Number, string From, string To) : IrcLine(Number);

    /// <summary>
    /// Any other line: a notice of an operator, an action in the form of older logs (<c>=== nick waves</c>), or an empty line.
    /// </summary>
    internal sealed record Other(int Number) : IrcLine(Number);
}
