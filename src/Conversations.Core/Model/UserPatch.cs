using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>
/// Represents a partial update of a user. A property that is not assigned stays as it is. A property that is assigned null
/// returns to its default.
/// </summary>
[JsonConverter(typeof(PatchJsonConverter<UserPatch>))]
public sealed class UserPatch
{
    private Assigned<string?> _name;
    private Assigned<string?> _photoUrl;
    private Assigned<IReadOnlyList<string>?> _emails;
    private Assigned<IReadOnlyList<string>?> _phones;
    private Assigned<string?> _locale;
    private Assigned<string?> _role;
    private Assigned<string?> _welcomeMessage;
    private Assigned<CustomPatch?> _custom;

    /// <summary>
    /// Gets or sets the name, 1 to 255 characters (UTF-16 units) without control characters. Null is refused, and a new user
    /// needs a name.
    /// </summary>
    public string? Name { get => _name.Value; set => _name = new(value); }

    /// <summary>Gets or sets the photo, an absolute http or https URL of at most 2,048 characters; null removes it.</summary>
    public string? PhotoUrl { get => _photoUrl.Value; set => _photoUrl = new(value); }

    /// <summary>Gets or sets all the e-mail addresses, at most 10 of at most 320 characters each; null removes them.</summary>
    public IReadOnlyList<string>? Emails { get => _emails.Value; set => _emails = new(value); }

    /// <summary>Gets or sets all the phone numbers, at most 10 of at most 50 characters each; null removes them.</summary>
    public IReadOnlyList<string>? Phones { get => _phones.Value; set => _phones = new(value); }

    /// <summary>Gets or sets the language and region as a BCP 47 tag of at most 35 characters; null means unknown.</summary>
    public string? Locale { get => _locale.Value; set => _locale = new(value); }

    /// <summary>Gets or sets the role, 1 to 255 characters; null removes it.</summary>
    public string? Role { get => _role.Value; set => _role = new(value); }

    /// <summary>
    /// Gets or sets the message that is displayed to another user in an empty 1-on-1 conversation with this user, 1 to 10,000
    /// characters; null removes it.
    /// </summary>
    public string? WelcomeMessage { get => _welcomeMessage.Value; set => _welcomeMessage = new(value); }

    /// <summary>Gets or sets the changes of the app's own data, key by key; null removes every key.</summary>
    public CustomPatch? Custom { get => _custom.Value; set => _custom = new(value); }

    /// <summary>Returns whether a property was assigned, even if it was assigned null.</summary>
    /// <param name="property">The name of the property, <c>nameof(Name)</c>.</param>
    /// <returns>True if it was assigned. False if it was not, or if there is no property of that name.</returns>
    public bool IsAssigned(string property) => property switch
    {
        nameof(Name) => _name.IsAssigned,
        nameof(PhotoUrl) => _photoUrl.IsAssigned,
        nameof(Emails) => _emails.IsAssigned,
        nameof(Phones) => _phones.IsAssigned,
        nameof(Locale) => _locale.IsAssigned,
        nameof(Role) => _role.IsAssigned,
        nameof(WelcomeMessage) => _welcomeMessage.IsAssigned,
        nameof(Custom) => _custom.IsAssigned,
        _ => false,
    };

    /// <summary>Copies the patch, so that a call is not affected if the caller changes the patch during the call.</summary>
    internal UserPatch Snapshot()
    {
        var copy = (UserPatch)MemberwiseClone();
        if (Emails is not null)
            copy.Emails = [.. Emails];
        if (Phones is not null)
            copy.Phones = [.. Phones];
        if (Custom is not null)
            copy.Custom = Custom.Snapshot();

        return copy;
    }

    /// <summary>Returns the user after the patch. Throws if the user then breaks a rule.</summary>
    /// <param name="id">The user.</param>
    /// <param name="current">The user before the patch, or null if the user is new and needs a name.</param>
    internal User ApplyTo(UserId id, User? current)
    {
        var user = new User
        {
            Id = id,
            Name = _name.Or(current?.Name)!,
            PhotoUrl = _photoUrl.Or(current?.PhotoUrl),
            Emails = _emails.Or(current?.Emails) ?? [],
            Phones = _phones.Or(current?.Phones) ?? [],
            Locale = _locale.Or(current?.Locale),
            Role = _role.Or(current?.Role),
            WelcomeMessage = _welcomeMessage.Or(current?.WelcomeMessage),
            Custom = _custom.AppliedTo(current?.Custom ?? CustomData.Empty),
        };
        UserRules.Check(user);
        return user;
    }
}
