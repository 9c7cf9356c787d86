namespace Conversations.Storage;

/// <summary>The messages of a conversation that a participant has missed.</summary>
/// <param name="Participant">The participant.</param>
/// <param name="First">The sequence of the first.</param>
/// <param name="FirstAt">The time of the first.</param>
/// <param name="Last">The sequence of the last.</param>
/// <param name="LastAt">The time of the last.</param>
/// <param name="Notified">The last notification, or null if there was none.</param>
public sealed record MissedMessages(
    Participant Participant, long First, DateTimeOffset FirstAt, long Last, DateTimeOffset LastAt, NotifiedState? Notified);
