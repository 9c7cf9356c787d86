namespace EmailNotifications.Rendering;

/// <summary>What the templates make of a notification.</summary>
/// <param name="Subject">The subject: one line.</param>
/// <param name="Html">The e-mail as HTML.</param>
/// <param name="Text">The same as text.</param>
internal sealed record EmailContent(string Subject, string Html, string Text);
