namespace Conversations.Storage;

/// <summary>The messages of a conversation that a participant has missed.</summary>
public sealed class MissedMessages(
    Participant Participant, long First, DateTimeOffset FirstAt, long Last, DateTimeOffset LastAt, NotifiedState? Notified)
{
    /// <summary>Gets the participant.</summary>
    public Participant Participant { get; } = Participant;

    /// <summary>Gets the sequence of the first.</summary>
    public long First { get; } = First;

    /// <summary>Gets the time of the first.</summary>
    public DateTimeOffset FirstAt { get; } = FirstAt;

    /// <summary>Gets the sequence of the last.</summary>
    public long Last { get; } = Last;

    /// <summary>Gets the time of the last.</summary>
    public DateTimeOffset LastAt { get; } = LastAt;

    /// <summary>Gets the last notification, or null if there was none.</summary>
    public NotifiedState? Notified { get; } = Notified;
}
