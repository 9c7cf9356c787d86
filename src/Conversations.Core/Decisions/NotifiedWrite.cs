namespace Conversations.Decisions;

/// <summary>What is stored about a notification on the row of its participant.</summary>
/// <param name="From">The sequence of the first missed message.</param>
/// <param name="Previous">The last sequence of the participant's last notification, which must still be the stored one; 0 if there was none.</param>
public sealed record NotifiedWrite(long From, long Previous);
