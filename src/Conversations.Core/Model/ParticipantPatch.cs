using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>
/// Represents a partial update of a participant. A property that is not assigned stays as it is. A property that is assigned null
/// returns to its default.
/// </summary>
[JsonConverter(typeof(PatchJsonConverter<ParticipantPatch>))]
public sealed class ParticipantPatch
{
    private Assigned<ParticipantAccess?> _access;
    private Assigned<NotifySetting?> _notify;
    private Assigned<History?> _history;

    /// <summary>Gets or sets what the participant may do. Null means <see cref="ParticipantAccess.ReadWrite"/>.</summary>
    public ParticipantAccess? Access { get => _access.Value; set => _access = new(value); }

    /// <summary>
    /// Gets or sets which missed messages the participant wants to be notified about. Null means <see cref="NotifySetting.All"/>.
    /// </summary>
    public NotifySetting? Notify { get => _notify.Value; set => _notify = new(value); }

    /// <summary>
    /// Gets or sets how much of the past the participant can see from now on. Null means <see cref="Conversations.History.All"/>. If
    /// it is left out, a participant who comes back sees what they could see before. One who never took part sees all, or, if a session
    /// adds them, <see cref="ConversationsOptions.JoinHistory"/>.
    /// </summary>
    public History? History { get => _history.Value; set => _history = new(value); }

    /// <summary>Returns whether a property was assigned, even if it was assigned null.</summary>
    /// <param name="property">The name of the property, <c>nameof(Access)</c>.</param>
    /// <returns>True if it was assigned. False if it was not, or if there is no property of that name.</returns>
    public bool IsAssigned(string property) => property switch
    {
        nameof(Access) => _access.IsAssigned,
        nameof(Notify) => _notify.IsAssigned,
        nameof(History) => _history.IsAssigned,
        _ => false,
    };

    /// <summary>Copies the patch, so that a call is not affected if the caller changes the patch during the call.</summary>
    internal ParticipantPatch Snapshot() => (ParticipantPatch)MemberwiseClone();

    internal ParticipantAccess AccessOr(ParticipantAccess current) => _access.Or(current) ?? default;

    internal NotifySetting NotifyOr(NotifySetting current) => _notify.Or(current) ?? default;
}
