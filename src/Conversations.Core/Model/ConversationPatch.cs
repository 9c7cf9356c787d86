using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>
/// Represents a partial update of a conversation. A property that is not assigned stays as it is. A property that is assigned
/// null returns to its default.
/// </summary>
[JsonConverter(typeof(PatchJsonConverter<ConversationPatch>))]
public sealed class ConversationPatch
{
    private Assigned<string?> _subject;
    private Assigned<string?> _photoUrl;
    private Assigned<IReadOnlyList<string>?> _welcomeMessages;
    private Assigned<CustomPatch?> _custom;
    private Assigned<IReadOnlyDictionary<UserId, ParticipantPatch?>?> _participants;

    /// <summary>Gets or sets the subject, 1 to 1,000 characters (UTF-16 units) without control characters; null removes it.</summary>
    public string? Subject { get => _subject.Value; set => _subject = new(value); }

    /// <summary>Gets or sets the photo, an absolute http or https URL of at most 2,048 characters; null removes it.</summary>
    public string? PhotoUrl { get => _photoUrl.Value; set => _photoUrl = new(value); }

    /// <summary>
    /// Gets or sets all the welcome messages, at most <see cref="ConversationLimits.MaxWelcomeMessages"/> (20 by default), each 1 to
    /// 10,000 characters; null removes them.
    /// </summary>
    public IReadOnlyList<string>? WelcomeMessages { get => _welcomeMessages.Value; set => _welcomeMessages = new(value); }

    /// <summary>Gets or sets the changes of the app's own data, key by key; null removes every key.</summary>
    public CustomPatch? Custom { get => _custom.Value; set => _custom = new(value); }

    /// <summary>
    /// Gets or sets the users to add, or to update if they take part already. A null patch adds a user with the defaults. No user is
    /// removed. Null is the same as an empty dictionary.
    /// </summary>
    public IReadOnlyDictionary<UserId, ParticipantPatch?>? Participants { get => _participants.Value; set => _participants = new(value); }

    /// <summary>Returns whether a property was assigned, even if it was assigned null.</summary>
    /// <param name="property">The name of the property, <c>nameof(Subject)</c>.</param>
    /// <returns>True if it was assigned. False if it was not, or if there is no property of that name.</returns>
    public bool IsAssigned(string property) => property switch
    {
        nameof(Subject) => _subject.IsAssigned,
        nameof(PhotoUrl) => _photoUrl.IsAssigned,
        nameof(WelcomeMessages) => _welcomeMessages.IsAssigned,
        nameof(Custom) => _custom.IsAssigned,
        nameof(Participants) => _participants.IsAssigned,
        _ => false,
    };

    /// <summary>Copies the patch, so that a call is not affected if the caller changes the patch during the call.</summary>
    internal ConversationPatch Snapshot()
    {
        var copy = (ConversationPatch)MemberwiseClone();
        if (WelcomeMessages is not null)
            copy.WelcomeMessages = [.. WelcomeMessages];
        if (Custom is not null)
            copy.Custom = Custom.Snapshot();
        if (Participants is not null)
            copy.Participants = Copied(Participants);

        return copy;
    }

    internal ConversationSettings ApplyTo(ConversationSettings current) => current with
    {
        Subject = _subject.Or(current.Subject),
        PhotoUrl = _photoUrl.Or(current.PhotoUrl),
        WelcomeMessages = _welcomeMessages.Or(current.WelcomeMessages) ?? [],
        Custom = _custom.AppliedTo(current.Custom),
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
}
