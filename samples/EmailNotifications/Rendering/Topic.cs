namespace EmailNotifications.Rendering;

/// <summary>A conversation in a template: <c>title</c> and <c>custom</c>.</summary>
internal sealed record Topic(string Title, IReadOnlyDictionary<string, string> Custom);
