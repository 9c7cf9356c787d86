namespace Conversations.Histories;

/// <summary>What a client was told about a send.</summary>
public abstract record Answer
{
    private Answer()
    {
    }

    /// <summary>It is stored.</summary>
    /// <param name="Sequence">The place that it was given.</param>
    /// <param name="CreatedAt">The time that it was given.</param>
    /// <param name="Created">Whether this very send stored it, and none before.</param>
    public sealed record Ok(long Sequence, DateTimeOffset CreatedAt, bool Created) : Answer;

    /// <summary>It was refused, and nothing was written.</summary>
    public sealed record Failed : Answer;

    /// <summary>It is not known; so it is, too, where the client was killed before it heard.</summary>
    public sealed record Unknown : Answer;
}
