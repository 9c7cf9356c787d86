namespace Conversations;

/// <summary>Contains the JSON forms of pages, and of the lists in them.</summary>
internal static class PageForms
{
    /// <summary>Gets the forms.</summary>
    internal static FormTable Table { get; } = new FormTable()
        .Add(Of<Conversation>())
        .Add(Of<InboxEntry>())
        .Add(Of<Message>())
        .Add(Of<Participant>())
        .Add(Of<Reactor>())
        .Add(Of<VisibleParticipant>())
        .AddListOf<Conversation>()
        .AddListOf<InboxEntry>()
        .AddListOf<Message>()
        .AddListOf<Participant>()
        .AddListOf<Reactor>()
        .AddListOf<VisibleParticipant>();

    private static ObjectForm<Page<T>> Of<T>() =>
        new ObjectForm<Page<T>>(static args => new((IReadOnlyList<T>)args[0], (string)args[1]), arguments: 2)
            .With(nameof(Page<>.Items), static it => it.Items, PropertyTraits.NotNull)
            .With(nameof(Page<>.Next), static it => it.Next);
}
