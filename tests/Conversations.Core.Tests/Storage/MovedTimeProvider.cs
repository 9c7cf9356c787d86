namespace Conversations.Tests.Storage;

/// <summary>The clock of the system, ahead by a time.</summary>
internal sealed class MovedTimeProvider : TimeProvider
{
    internal TimeSpan Ahead { get; set; }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Ahead;
}
