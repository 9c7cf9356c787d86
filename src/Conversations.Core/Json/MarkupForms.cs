using static Conversations.PropertyTraits;

namespace Conversations;

/// <summary>Contains the JSON forms of the tree of a text.</summary>
internal static class MarkupForms
{
    /// <summary>Gets the forms.</summary>
    internal static FormTable Table { get; } = new FormTable()
        .Add(new ObjectForm<MarkupDocument>()
            .With(nameof(MarkupDocument.Nodes), static it => it.Nodes, NotNull | Computed))
        .Add(new ObjectForm<MarkupNode>())
        .Add(new ObjectForm<MarkupText>()
            .With(nameof(MarkupText.Text), static it => it.Text, NotNull | Computed))
        .Add(new ObjectForm<MarkupSpan>()
            .WithEnum(nameof(MarkupSpan.Style), static it => it.Style, Computed)
            .With(nameof(MarkupSpan.Children), static it => it.Children, NotNull | Computed))
        .Add(new ObjectForm<MarkupCode>()
            .With(nameof(MarkupCode.Code), static it => it.Code, NotNull | Computed)
            .With(nameof(MarkupCode.IsBlock), static it => it.IsBlock, Computed))
        .Add(new ObjectForm<MarkupLink>()
            .With(nameof(MarkupLink.Text), static it => it.Text, NotNull | Computed)
            .With(nameof(MarkupLink.Href), static it => it.Href, NotNull | Computed)
            .With(nameof(MarkupLink.HasLabel), static it => it.HasLabel, Computed))
        .Add(new ObjectForm<MarkupMention>()
            .With(nameof(MarkupMention.UserId), static it => it.UserId, Computed)
            .With(nameof(MarkupMention.Name), static it => it.Name, NotNull | Computed))
        .Add(new ObjectForm<MarkupBullet>()
            .With(nameof(MarkupBullet.Marker), static it => it.Marker, Computed)
            .With(nameof(MarkupBullet.Children), static it => it.Children, NotNull | Computed))
        .Add(new ObjectForm<MarkupLineBreak>()
            .With(nameof(MarkupLineBreak.Text), static it => it.Text, NotNull | Computed))
        .AddListOf<MarkupNode>();
}
