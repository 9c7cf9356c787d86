using System.Globalization;
using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>
/// Specifies how much of a conversation's past a participant can see from the moment at which it is set: <see cref="All"/>,
/// <see cref="SinceJoin"/> or <see cref="Last"/>. <c>default</c> is <see cref="All"/>.
/// </summary>
[JsonConverter(typeof(HistoryJsonConverter))]
public readonly record struct History
{
    // The number of messages plus 1, so that default means all.
    private readonly long _lastAndOne;

    private History(long lastAndOne) => _lastAndOne = lastAndOne;

    /// <summary>Gets the history with which a participant sees all messages.</summary>
    public static History All => default;

    /// <summary>Gets the history with which a participant sees only the messages that are stored from now on.</summary>
    public static History SinceJoin => new(1);

    /// <summary>Returns the history with which a participant sees the last messages, and those that are stored from now on.</summary>
    /// <param name="count">
    /// The number of sequence numbers, 1 to 1,000,000,000. The numbers of deleted messages count, so fewer messages may be visible.
    /// </param>
    /// <returns>The history.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The count is out of its bounds.</exception>
    public static History Last(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, MaxLast);
        return new(count + 1L);
    }

    /// <summary>Returns the form that JSON has: <c>All</c>, <c>SinceJoin</c>, or <c>Last:20</c>.</summary>
    /// <returns>The form.</returns>
    public override string ToString() => Count switch
    {
        null => nameof(All),
        0 => nameof(SinceJoin),
        { } count => string.Create(CultureInfo.InvariantCulture, $"{nameof(Last)}:{count}"),
    };

    internal const int MaxLast = 1_000_000_000;

    /// <summary>Gets how many of the existing sequence numbers are visible, or null if all are.</summary>
    internal long? Count => _lastAndOne == 0 ? null : _lastAndOne - 1;
}
