namespace Conversations;

/// <summary>A partial update of a user: what is not assigned stays, what is assigned null goes back to its default.</summary>
public sealed class UserPatch
{
    private HashSet<string> _assigned = [];

    /// <summary>Gets or sets the name, 1 to 255 characters without control characters; needed for a new user, so null is refused.</summary>
    public string? Name { get; set => field = Assign(value, nameof(Name)); }

    /// <summary>Gets or sets the photo, an absolute http or https URL of at most 2,048 characters; null = none.</summary>
    public string? PhotoUrl { get; set => field = Assign(value, nameof(PhotoUrl)); }

    /// <summary>Gets or sets all the e-mail addresses, at most 10 of at most 320 characters; null = none.</summary>
    public IReadOnlyList<string>? Emails { get; set => field = Assign(value, nameof(Emails)); }

    /// <summary>Gets or sets all the phone numbers, at most 10 of at most 50 characters; null = none.</summary>
    public IReadOnlyList<string>? Phones { get; set => field = Assign(value, nameof(Phones)); }

    /// <summary>Gets or sets the language and region as a BCP 47 tag, at most 35 characters; null = unknown.</summary>
    public string? Locale { get; set => field = Assign(value, nameof(Locale)); }

    /// <summary>Gets or sets the role, 1 to 255 characters; null = none.</summary>
    public string? Role { get; set => field = Assign(value, nameof(Role)); }

    /// <summary>Gets or sets what they say to whoever opens a 1-on-1 with them, 1 to 10,000 characters; null = nothing.</summary>
    public string? WelcomeMessage { get; set => field = Assign(value, nameof(WelcomeMessage)); }

    /// <summary>Gets or sets what changes in the app's own data, key by key; null = remove every key.</summary>
    public CustomPatch? Custom { get; set => field = Assign(value, nameof(Custom)); }

    /// <summary>Tells whether a property was assigned, be it null.</summary>
    /// <param name="property">The name of the property, <c>nameof(Name)</c>.</param>
    /// <returns>Whether it was assigned; false also for what is no property of this type.</returns>
    public bool IsAssigned(string property) => _assigned.Contains(property);

    /// <summary>Copies the patch, so that what is done to it after a call has begun does not reach that call.</summary>
    internal UserPatch Snapshot()
    {
        var copy = (UserPatch)MemberwiseClone();
        copy._assigned = [.. _assigned];
        if (Emails is not null)
            copy.Emails = [.. Emails];
        if (Phones is not null)
            copy.Phones = [.. Phones];
        if (Custom is not null)
            copy.Custom = Custom.Snapshot();

        return copy;
    }

    /// <summary>Gives the user as they are after the patch, checked.</summary>
    /// <param name="id">The user.</param>
    /// <param name="current">The user as they are; null = they are new, and need a name.</param>
    internal User ApplyTo(UserId id, User? current)
    {
        var user = new User
        {
            Id = id,
            Name = IsAssigned(nameof(Name)) ? Name! : current?.Name!,
            PhotoUrl = IsAssigned(nameof(PhotoUrl)) ? PhotoUrl : current?.PhotoUrl,
            Emails = (IsAssigned(nameof(Emails)) ? Emails : current?.Emails) ?? [],
            Phones = (IsAssigned(nameof(Phones)) ? Phones : current?.Phones) ?? [],
            Locale = IsAssigned(nameof(Locale)) ? Locale : current?.Locale,
            Role = IsAssigned(nameof(Role)) ? Role : current?.Role,
            WelcomeMessage = IsAssigned(nameof(WelcomeMessage)) ? WelcomeMessage : current?.WelcomeMessage,
            Custom = CustomOf(current?.Custom ?? CustomData.Empty),
        };
        UserRules.Check(user);
        return user;
    }

    private CustomData CustomOf(CustomData current) =>
        !IsAssigned(nameof(Custom)) ? current
        : Custom is null ? CustomData.Empty
        : current.With(Custom);

    private T Assign<T>(T value, string property)
    {
        _assigned.Add(property);
        return value;
    }
}
