namespace Conversations;

/// <summary>Says with which change a handler begins.</summary>
public sealed record ChangeStart
{
    private ChangeStart(bool isNow, DateTimeOffset? from) => (IsNow, From) = (isNow, from);

    /// <summary>Gets the start with the first change after the name of the handler is stored.</summary>
    public static ChangeStart Now { get; } = new(isNow: true, null);

    /// <summary>Gets the start with the first change that is in the logs.</summary>
    public static ChangeStart Beginning { get; } = new(isNow: false, null);

    internal bool IsNow { get; }

    internal DateTimeOffset? From { get; }

    /// <summary>Returns the start with the first change in each conversation at or after a time.</summary>
    /// <param name="time">The time, by the clock of the database.</param>
    /// <returns>The start.</returns>
    public static ChangeStart At(DateTimeOffset time) => new(isNow: false, time);
}
