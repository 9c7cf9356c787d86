namespace Conversations.Json;

/// <summary>A user as the app sees it, in the shape of TalkJS.</summary>
internal sealed class UserJson
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public string? PhotoUrl { get; init; }

    public required IReadOnlyList<string> Email { get; init; }

    public required IReadOnlyList<string> Phone { get; init; }

    public string? Locale { get; init; }

    public string? Role { get; init; }

    public string? WelcomeMessage { get; init; }

    public required CustomData Custom { get; init; }

    internal static UserJson Of(User user) => new()
    {
        Id = user.Id.Value,
        Name = user.Name,
        PhotoUrl = user.PhotoUrl,
        Email = user.Emails,
        Phone = user.Phones,
        Locale = user.Locale,
        Role = user.Role,
        WelcomeMessage = user.WelcomeMessage,
        Custom = user.Custom,
    };
}

/// <summary>A user as other users see it.</summary>
internal sealed class ProfileJson
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public string? PhotoUrl { get; init; }

    public string? Locale { get; init; }

    public string? Role { get; init; }

    public string? WelcomeMessage { get; init; }

    public required CustomData Custom { get; init; }

    internal static ProfileJson Of(UserProfile user) => Of(user.Id, user.Name, user.PhotoUrl, user.Locale, user.Role, user.WelcomeMessage, user.Custom);

    /// <summary>Returns the profile of a user, without e-mail addresses and phone numbers.</summary>
    internal static ProfileJson Of(User user) => Of(user.Id, user.Name, user.PhotoUrl, user.Locale, user.Role, user.WelcomeMessage, user.Custom);

    private static ProfileJson Of(UserId id, string name, string? photoUrl, string? locale, string? role, string? welcomeMessage, CustomData custom) => new()
    {
        Id = id.Value, Name = name, PhotoUrl = photoUrl, Locale = locale, Role = role, WelcomeMessage = welcomeMessage, Custom = custom,
    };
}

/// <summary>What is shown beside what a user has written: no more than name and photo, since the user may take part no longer.</summary>
internal sealed class NameJson
{
    public required string Name { get; init; }

    public string? PhotoUrl { get; init; }

    internal static NameJson Of(User user) => new() { Name = user.Name, PhotoUrl = user.PhotoUrl };
}
