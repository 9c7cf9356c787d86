namespace Quickstart.Import;

/// <summary>A line of a chat log, read.</summary>
/// <param name="Number">Where it is in its file, from 1.</param>
internal abstract record IrcLine(int Number)
{
    /// <summary>Someone wrote something, or did something: <c>[12:18] &lt;nick&gt; text</c> or <c>[12:18]  * nick text</c>.</summary>
    /// <param name="Number">Where it is in its file, from 1.</param>
    /// <param name="At">When; null = what stands there is no time of day.</param>
    /// <param name="Nick">Who, trimmed; may be empty.</param>
    /// <param name="Text">The text as it stands there; may be empty.</param>
    /// <param name="IsAction">Whether they did it.</param>
    internal sealed record Said(int Number, DateTimeOffset? At, string Nick, string Text, bool IsAction) : IrcLine(Number);

    /// <summary>Someone came: <c>=== nick [host]  has joined #channel</c>.</summary>
    internal sealed record Joined(int Number, string Nick, string Channel) : IrcLine(Number);

    /// <summary>Someone went: <c>=== nick [host]  has left #channel [reason]</c>.</summary>
    internal sealed record Left(int Number, string Nick, string Channel) : IrcLine(Number);

    /// <summary>Someone took another nick: <c>=== nick is now known as nick</c>.</summary>
    internal sealed record Renamed(int Number, string From, string To) : IrcLine(Number);

    /// <summary>Anything else: notices of operators, what older logs tell of doings (<c>=== nick waves</c>), an empty line.</summary>
    internal sealed record Other(int Number) : IrcLine(Number);
}
