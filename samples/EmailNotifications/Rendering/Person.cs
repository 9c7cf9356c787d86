using Conversations;

namespace EmailNotifications.Rendering;

/// <summary>A user in a template: <c>name</c>, <c>locale</c> and <c>custom</c>.</summary>
internal sealed record Person(string Name, string? Locale, IReadOnlyDictionary<string, string> Custom)
{
    internal static Person Of(UserId id, User? user) => user is null
        ? new(OneLine.Of(id.Value), null, TemplateData.Of(CustomData.Empty))
        : new(OneLine.Of(user.Name), user.Locale, TemplateData.Of(user.Custom));
}
