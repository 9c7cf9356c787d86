using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>
/// Specifies who sees imported messages in a conversation in which a participant or a former participant does not see all of the
/// past (<see cref="Participant.VisibleFrom"/> above the first sequence of the conversation).
/// </summary>
[JsonConverter(typeof(FixedEnumConverter<ImportVisibility>))]
public enum ImportVisibility
{
    /// <summary>The import is refused before its first batch if there is such a participant. This is the default.</summary>
    Refuse = 0,

    /// <summary>Everyone sees the imported messages, also the participants who do not see all of the past.</summary>
    Everyone = 1,

    /// <summary>
    /// Only the participants who see all of the past see the imported messages. For the others the history begins after each batch
    /// of the import, so what they saw before is gone for them.
    /// </summary>
    FullHistory = 2,
}
