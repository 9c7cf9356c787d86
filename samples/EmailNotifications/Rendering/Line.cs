namespace EmailNotifications.Rendering;

/// <summary>A missed message in a template: <c>sender</c>, <c>sent</c>, <c>html</c> and <c>text</c>.</summary>
/// <param name="Sender">The sender.</param>
/// <param name="Sent">When it was sent, in UTC.</param>
/// <param name="Html">The text as HTML, which <c>Markup</c> has encoded. It is the only value that a template shows without encoding.</param>
/// <param name="Text">The text without marks.</param>
internal sealed record Line(Person Sender, string Sent, string Html, string Text);
