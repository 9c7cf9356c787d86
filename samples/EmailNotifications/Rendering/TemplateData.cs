using Conversations;

namespace EmailNotifications.Rendering;

/// <summary>Prepares custom data for templates.</summary>
internal static class TemplateData
{
    /// <summary>Copies custom data. Each value is one line, because a template may show it in a subject.</summary>
    internal static Dictionary<string, string> Of(CustomData custom) =>
        custom.ToDictionary(pair => pair.Key, pair => OneLine.Of(pair.Value), StringComparer.Ordinal);
}
