namespace Conversations;

/// <summary>Who someone is. Not a participant: that is their place in one conversation.</summary>
public sealed record User
{
    /// <summary>Gets the id.</summary>
    public required UserId Id { get; init; }

    /// <summary>Gets the name, 1 to 255 characters (UTF-16 units) without control characters.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the photo, an absolute http or https URL of at most 2,048 characters; null = none.</summary>
    public string? PhotoUrl { get; init; }

    /// <summary>Gets the e-mail addresses, at most 10 of at most 320 characters; other users never see them.</summary>
    public IReadOnlyList<string> Emails
    {
        get;
        init => field = value is null ? [] : [.. value];
    } = [];

    /// <summary>Gets the phone numbers, at most 10 of at most 50 characters; other users never see them.</summary>
    public IReadOnlyList<string> Phones
    {
        get;
        init => field = value is null ? [] : [.. value];
    } = [];

    /// <summary>Gets the language and region as a BCP 47 tag, at most 35 characters; null = unknown.</summary>
    public string? Locale { get; init; }

    /// <summary>Gets the role, 1 to 255 characters, which is the app's own word; null = none.</summary>
    public string? Role { get; init; }

    /// <summary>Gets what they say to whoever opens a 1-on-1 with them, 1 to 10,000 characters; null = nothing.</summary>
    public string? WelcomeMessage { get; init; }

    /// <summary>Gets the app's own data; whoever shares a conversation with them sees it.</summary>
    public CustomData Custom { get; init => field = value ?? CustomData.Empty; } = CustomData.Empty;

    /// <summary>Compares everything by value.</summary>
    /// <param name="other">The user to compare with.</param>
    /// <returns>Whether nothing differs.</returns>
    public bool Equals(User? other) =>
        other is not null
        && Id == other.Id
        && Name == other.Name
        && PhotoUrl == other.PhotoUrl
        && Emails.SequenceEqual(other.Emails)
        && Phones.SequenceEqual(other.Phones)
        && Locale == other.Locale
        && Role == other.Role
        && WelcomeMessage == other.WelcomeMessage
        && Custom.Equals(other.Custom);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Id, Name);
}
