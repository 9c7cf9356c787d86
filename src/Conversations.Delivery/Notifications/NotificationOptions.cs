namespace Conversations;

/// <summary>When participants are notified of messages that they have missed. There is one set for all notification handlers of the app.</summary>
public sealed class NotificationOptions
{
    private static readonly TimeSpan _longest = TimeSpan.FromHours(24);

    /// <summary>Gets or sets the time after the last missed message, 1 ms to 24 hours; 15 seconds by default. It is the shortest that any recipient has.</summary>
    public TimeSpan Delay { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// Gets or sets the time after the first missed message at which a recipient is notified although more messages come, <see cref="Delay"/> to 24 hours;
    /// 5 minutes by default.
    /// </summary>
    public TimeSpan MaxDelay { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Gets or sets after how long a recipient who has not read since the last notification is notified of newer messages, more than zero and up to 24 hours;
    /// or null (the default) for not at all.
    /// </summary>
    public TimeSpan? RepeatAfter { get; set; }

    /// <summary>Gets or sets the greatest number of messages in a notification, 1 to 100; 20 by default.</summary>
    public int MaxMessages { get; set; } = 20;

    /// <summary>
    /// Gets or sets a function that gives longer delays for a recipient and a conversation, up to 24 hours; null by default. Shorter ones than
    /// <see cref="Delay"/> and <see cref="MaxDelay"/> count as these. It must return at once.
    /// </summary>
    public Func<UserId, ConversationId, NotificationDelays>? DelaysFor { get; set; }

    /// <summary>Returns the delays of a recipient, within the bounds.</summary>
    internal NotificationDelays DelaysOf(UserId recipient, ConversationId conversation)
    {
        if (DelaysFor is null)
            return new(Delay, MaxDelay);

        var asked = DelaysFor(recipient, conversation);
        var delay = Within(asked.Delay, Delay);
        return new(delay, Within(asked.MaxDelay, delay > MaxDelay ? delay : MaxDelay));
    }

    internal IEnumerable<string> Problems()
    {
        if (Delay < TimeSpan.FromMilliseconds(1) || Delay > _longest)
            yield return "Delay must be at least 1 ms and at most 24 hours.";
        if (MaxDelay < Delay || MaxDelay > _longest)
            yield return "MaxDelay must be at least Delay and at most 24 hours.";
        if (RepeatAfter <= TimeSpan.Zero || RepeatAfter > _longest)
            yield return "RepeatAfter must be more than zero and at most 24 hours, or null.";
        if (MaxMessages is < 1 or > 100)
            yield return "MaxMessages must be between 1 and 100.";
    }

    private static TimeSpan Within(TimeSpan asked, TimeSpan least) => asked < least ? least : asked > _longest ? _longest : asked;
}
