namespace Conversations.Histories;

/// <summary>Records in memory what clients did.</summary>
public sealed class History : IHistory
{
    private readonly Lock _lock = new();
    private readonly List<Attempt> _attempts = [];
    private readonly Dictionary<(ConversationId, MessageId), Stack<int>> _open = [];
    private long _events;

    /// <summary>Gets all attempts so far.</summary>
    public IReadOnlyList<Attempt> Attempts
    {
        get
        {
            lock (_lock)
                return [.. _attempts];
        }
    }

    /// <summary>Gets the messages for which at least one send has an unknown outcome and no send was acknowledged.</summary>
    public IReadOnlyList<Intent> Unknown =>
    [
        .. Attempts.GroupBy(attempt => (attempt.Intent.ConversationId, attempt.Intent.MessageId))
            .Where(sends => sends.Any(send => send.Answer is Answer.Unknown) && !sends.Any(send => send.Answer is Answer.Ok))
            .Select(sends => sends.First().Intent),
    ];

    /// <summary>Gets the number of messages that were acknowledged.</summary>
    public int Acknowledged => Attempts.Where(attempt => attempt.Answer is Answer.Ok).DistinctBy(attempt => attempt.Intent.MessageId).Count();

    public void Invoked(Intent intent)
    {
        ArgumentNullException.ThrowIfNull(intent);
        lock (_lock)
        {
            var key = (intent.ConversationId, intent.MessageId);
            if (!_open.TryGetValue(key, out var open))
                _open.Add(key, open = []);

            open.Push(_attempts.Count);
            _attempts.Add(new(intent, ++_events));
        }
    }

    public void Answered(ConversationId conversationId, MessageId messageId, Answer answer)
    {
        lock (_lock)
        {
            var index = _open[(conversationId, messageId)].Pop();
            _attempts[index] = _attempts[index] with { AnsweredAt = ++_events, Answer = answer };
        }
    }
}
