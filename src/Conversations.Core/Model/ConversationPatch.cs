namespace Conversations;

/// <summary>A partial update of a conversation: what is not assigned stays, what is assigned null goes back to its default.</summary>
public sealed class ConversationPatch
{
    private Assigned _assigned;
    private string? _subject;
    private string? _photoUrl;
    private IReadOnlyList<string>? _welcomeMessages;
    private CustomPatch? _custom;
    private IReadOnlyDictionary<UserId, ParticipantPatch?>? _participants;

    [Flags]
    private enum Assigned
    {
        Nothing = 0,
        Subject = 1,
        PhotoUrl = 2,
        WelcomeMessages = 4,
        Custom = 8,
        Participants = 16,
    }

    /// <summary>Gets or sets the subject, 1 to 1,000 characters; null = none.</summary>
    public string? Subject
    {
        get => _subject;
        set => (_subject, _assigned) = (value, _assigned | Assigned.Subject);
    }

    /// <summary>Gets or sets the photo, an absolute http or https URL of at most 2,048 characters; null = none.</summary>
    public string? PhotoUrl
    {
        get => _photoUrl;
        set => (_photoUrl, _assigned) = (value, _assigned | Assigned.PhotoUrl);
    }

    /// <summary>Gets or sets all the welcome messages, at most 20, each 1 to 10,000 characters; null = none.</summary>
    public IReadOnlyList<string>? WelcomeMessages
    {
        get => _welcomeMessages;
        set => (_welcomeMessages, _assigned) = (value, _assigned | Assigned.WelcomeMessages);
    }

    /// <summary>Gets or sets what changes in the app's own data, key by key; null = remove every key.</summary>
    public CustomPatch? Custom
    {
        get => _custom;
        set => (_custom, _assigned) = (value, _assigned | Assigned.Custom);
    }

    /// <summary>Gets or sets who is added, or patched where they take part already. Nobody is removed by this; null = nobody.</summary>
    public IReadOnlyDictionary<UserId, ParticipantPatch?>? Participants
    {
        get => _participants;
        set => (_participants, _assigned) = (value, _assigned | Assigned.Participants);
    }

    /// <summary>Tells whether a property was assigned, be it null.</summary>
    /// <param name="property">The name of the property, <c>nameof(Subject)</c>.</param>
    /// <returns>Whether it was assigned; false also for what is no property of this type.</returns>
    public bool IsAssigned(string property) => property switch
    {
        nameof(Subject) => _assigned.HasFlag(Assigned.Subject),
        nameof(PhotoUrl) => _assigned.HasFlag(Assigned.PhotoUrl),
        nameof(WelcomeMessages) => _assigned.HasFlag(Assigned.WelcomeMessages),
        nameof(Custom) => _assigned.HasFlag(Assigned.Custom),
        nameof(Participants) => _assigned.HasFlag(Assigned.Participants),
        _ => false,
    };

    /// <summary>Copies the patch, so that what is done to it after a call has begun does not reach that call.</summary>
    internal ConversationPatch Snapshot()
    {
        var copy = (ConversationPatch)MemberwiseClone();
        copy._welcomeMessages = _welcomeMessages is null ? null : [.. _welcomeMessages];
        copy._custom = _custom?.Snapshot();
        copy._participants = _participants is null ? null : Copied(_participants);
        return copy;
    }

    internal ConversationSettings ApplyTo(ConversationSettings current) => current with
    {
        Subject = _assigned.HasFlag(Assigned.Subject) ? _subject : current.Subject,
        PhotoUrl = _assigned.HasFlag(Assigned.PhotoUrl) ? _photoUrl : current.PhotoUrl,
        WelcomeMessages = _assigned.HasFlag(Assigned.WelcomeMessages) ? _welcomeMessages ?? [] : current.WelcomeMessages,
        Custom = _assigned.HasFlag(Assigned.Custom) ? CustomOf(current) : current.Custom,
    };

    private static Dictionary<UserId, ParticipantPatch?> Copied(IReadOnlyDictionary<UserId, ParticipantPatch?> participants)
    {
        var copy = new Dictionary<UserId, ParticipantPatch?>();
        foreach (var (userId, patch) in participants)
        {
            if (!copy.TryAdd(userId, patch?.Snapshot()))
                throw Refusal.Of("participants", "must name each user once", "names one twice");
        }

        return copy;
    }

    private CustomData CustomOf(ConversationSettings current) =>
        _custom is null ? CustomData.Empty : current.Custom.With(_custom);
}
