namespace Conversations.Decisions;

/// <summary>What the import of a message does to the participants, beside storing the message.</summary>
/// <param name="KeepsRead">
/// Whether a participant who had read everything has afterwards read the imported message too: if no earlier message that exists
/// and that they see is after their read position, it becomes the sequence of the imported message. If <paramref name="HidesFromOthers"/>
/// is true, messages that they do not see count too, so nobody reads a message because it is hidden. A store may decide this once
/// for adjacent imported messages of a conversation that it writes in one transaction; the result is the same.
/// </param>
/// <param name="HidesFromOthers">
/// Whether the participants and former participants who do not see all of the past (<see cref="ConversationFacts.HidesHistory"/>)
/// see nothing up to the imported message: their <see cref="Participant.VisibleFrom"/> becomes the next sequence.
/// </param>
public sealed record ImportEffects(bool KeepsRead, bool HidesFromOthers);
