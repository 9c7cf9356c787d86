namespace Conversations;

/// <summary>Contains the rules for the values of a user.</summary>
internal static class UserRules
{
    private const int MaxNameLength = 255;
    private const int MaxAddresses = 10;
    private const int MaxEmailLength = 320;
    private const int MaxPhoneLength = 50;
    private const int MaxLocaleLength = 35;

    internal static void Check(User user)
    {
        ContentRules.CheckName(user.Name ?? throw Refusal.Of("name", "must have 1 to 255 characters", "is missing"), "name", MaxNameLength);
        ContentRules.CheckPhotoUrl(user.PhotoUrl);
        CheckAll(user.Emails, "emails", MaxEmailLength);
        CheckAll(user.Phones, "phones", MaxPhoneLength);
        CheckOptional(user.Locale, "locale", MaxLocaleLength);
        CheckOptional(user.Role, "role", MaxNameLength);
        if (user.WelcomeMessage is not null)
            ContentRules.CheckText(user.WelcomeMessage, "welcomeMessage", ContentRules.MaxWelcomeMessageLength);
    }

    private static void CheckAll(IReadOnlyList<string> addresses, string field, int maxLength)
    {
        if (addresses.Count > MaxAddresses)
            throw Refusal.Of(field, $"must be at most {MaxAddresses}", $"are {Refusal.Number(addresses.Count)}");

        for (var i = 0; i < addresses.Count; i++)
            ContentRules.CheckLine(addresses[i] ?? throw Refusal.Of($"{field}[{i}]", "must be a string", "is null"), $"{field}[{i}]", maxLength);
    }

    private static void CheckOptional(string? value, string field, int maxLength)
    {
        if (value is not null)
            ContentRules.CheckLine(value, field, maxLength);
    }
}
