using System.Runtime.CompilerServices;

namespace Conversations;

/// <summary>
/// Contains the limits that an app can change, each within fixed bounds. The limits of ids, custom data and URLs cannot be changed.
/// </summary>
public sealed record ConversationLimits
{
    internal const int MaxTextLengthCeiling = 100_000;

    /// <summary>Gets the default limits.</summary>
    public static ConversationLimits Default { get; } = new();

    /// <summary>Gets the maximum number of participants in a conversation, 2 to 100,000; 1,000 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bounds.</exception>
    public int MaxParticipants { get; init => field = Within(2, value, 100_000); } = 1_000;

    /// <summary>
    /// Gets the maximum length of the text of a message in characters (UTF-16 units), 1 to 100,000; 10,000 by default.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bounds.</exception>
    public int MaxTextLength { get; init => field = Within(1, value, MaxTextLengthCeiling); } = 10_000;

    /// <summary>Gets the maximum number of welcome messages of a conversation, 0 to 100; 20 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bounds.</exception>
    public int MaxWelcomeMessages { get; init => field = Within(0, value, 100); } = 20;

    /// <summary>Gets the maximum number of different emoji on a message, 0 to 200; 50 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bounds.</exception>
    public int MaxReactions { get; init => field = Within(0, value, 200); } = 50;

    /// <summary>
    /// Gets the maximum number of items that a caller may request for one page of a list, 1 to 1,000; 100 by default.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bounds.</exception>
    public int MaxPageSize { get; init => field = Within(1, value, 1_000); } = 100;

    private static int Within(int least, int value, int ceiling, [CallerMemberName] string property = "")
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, least, property);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, ceiling, property);
        return value;
    }
}
