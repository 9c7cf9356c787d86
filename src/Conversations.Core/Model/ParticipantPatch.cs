namespace Conversations;

/// <summary>A partial update of a participant: what is not assigned stays, what is assigned null goes back to its default.</summary>
public sealed class ParticipantPatch
{
    private ParticipantAccess? _access;
    private NotifySetting? _notify;
    private bool _hasAccess;
    private bool _hasNotify;

    /// <summary>Gets or sets what they may do; null = <see cref="ParticipantAccess.ReadWrite"/>.</summary>
    public ParticipantAccess? Access
    {
        get => _access;
        set => (_access, _hasAccess) = (value, true);
    }

    /// <summary>Gets or sets of which missed messages they want to be notified; null = <see cref="NotifySetting.All"/>.</summary>
    public NotifySetting? Notify
    {
        get => _notify;
        set => (_notify, _hasNotify) = (value, true);
    }

    /// <summary>Tells whether a property was assigned, be it null.</summary>
    /// <param name="property">The name of the property, <c>nameof(Access)</c>.</param>
    /// <returns>Whether it was assigned; false also for what is no property of this type.</returns>
    public bool IsAssigned(string property) =>
        (property == nameof(Access) && _hasAccess) || (property == nameof(Notify) && _hasNotify);

    /// <summary>Copies the patch, so that what is done to it after a call has begun does not reach that call.</summary>
    internal ParticipantPatch Snapshot() => (ParticipantPatch)MemberwiseClone();

    internal ParticipantAccess AccessOr(ParticipantAccess current) => _hasAccess ? _access ?? default : current;

    internal NotifySetting NotifyOr(NotifySetting current) => _hasNotify ? _notify ?? default : current;
}
