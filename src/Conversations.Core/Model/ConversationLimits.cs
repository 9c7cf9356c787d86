using System.Runtime.CompilerServices;

namespace Conversations;

/// <summary>The limits that an app may move, each up to a ceiling. What ids, custom data and URLs may hold is fixed.</summary>
public sealed record ConversationLimits
{
    /// <summary>Gets the limits that hold where none are set.</summary>
    public static ConversationLimits Default { get; } = new();

    /// <summary>Gets the greatest number of participants in a conversation, 2 to 100,000; 1,000 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bounds.</exception>
    public int MaxParticipants { get; init => field = Within(2, value, 100_000); } = 1_000;

    /// <summary>Gets the greatest length of a message's text in characters (UTF-16 units), 1 to 100,000; 10,000 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bounds.</exception>
    public int MaxTextLength { get; init => field = Within(1, value, 100_000); } = 10_000;

    /// <summary>Gets the greatest number of welcome messages of a conversation, 0 to 100; 20 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bounds.</exception>
    public int MaxWelcomeMessages { get; init => field = Within(0, value, 100); } = 20;

    /// <summary>Gets the greatest number of different emoji on a message, 0 to 200; 50 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bounds.</exception>
    public int MaxReactions { get; init => field = Within(0, value, 200); } = 50;

    /// <summary>Gets the greatest number of items that a caller may ask for on a page, 1 to 1,000; 100 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bounds.</exception>
    public int MaxPageSize { get; init => field = Within(1, value, 1_000); } = 100;

    private static int Within(int least, int value, int ceiling, [CallerMemberName] string property = "")
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, least, property);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, ceiling, property);
        return value;
    }
}
