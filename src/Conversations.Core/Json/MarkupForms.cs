using static Conversations.PropertyTraits;

namespace Conversations;

/// <summary>Contains the JSON forms of the tree of a text.</summary>
internal static class MarkupForms
{
    /// <summary>The forms.</summary>
    internal static readonly FormTable Table = new FormTable()
        .Add<MarkupDocument>()
            .With(nameof(MarkupDocument.Nodes), static it => ((MarkupDocument)it).Nodes, NotNull | Computed)
        .Add<MarkupNode>()
        .Add<MarkupText>()
            .With(nameof(MarkupText.Text), static it => ((MarkupText)it).Text, NotNull | Computed)
        .Add<MarkupSpan>()
            .WithEnum(nameof(MarkupSpan.Style), static it => ((MarkupSpan)it).Style, Computed)
            .With(nameof(MarkupSpan.Children), static it => ((MarkupSpan)it).Children, NotNull | Computed)
        .Add<MarkupCode>()
            .With(nameof(MarkupCode.Code), static it => ((MarkupCode)it).Code, NotNull | Computed)
            .With(nameof(MarkupCode.IsBlock), static it => ((MarkupCode)it).IsBlock, Computed)
        .Add<MarkupLink>()
            .With(nameof(MarkupLink.Text), static it => ((MarkupLink)it).Text, NotNull | Computed)
            .With(nameof(MarkupLink.Href), static it => ((MarkupLink)it).Href, NotNull | Computed)
            .With(nameof(MarkupLink.HasLabel), static it => ((MarkupLink)it).HasLabel, Computed)
        .Add<MarkupMention>()
            .With(nameof(MarkupMention.UserId), static it => ((MarkupMention)it).UserId, Computed)
            .With(nameof(MarkupMention.Name), static it => ((MarkupMention)it).Name, NotNull | Computed)
        .Add<MarkupBullet>()
            .With(nameof(MarkupBullet.Marker), static it => ((MarkupBullet)it).Marker, Computed)
            .With(nameof(MarkupBullet.Children), static it => ((MarkupBullet)it).Children, NotNull | Computed)
        .Add<MarkupLineBreak>()
            .With(nameof(MarkupLineBreak.Text), static it => ((MarkupLineBreak)it).Text, NotNull | Computed)
        .AddListOf<MarkupNode>();
}
