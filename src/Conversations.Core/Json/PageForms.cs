namespace Conversations;

/// <summary>Contains the JSON forms of pages, and of the lists in them.</summary>
internal static class PageForms
{
    /// <summary>The forms.</summary>
    internal static readonly FormTable Table = new FormTable();

    static PageForms()
    {
        AddPageOf<Conversation>();
        AddPageOf<InboxEntry>();
        AddPageOf<Message>();
        AddPageOf<Participant>();
        AddPageOf<Reactor>();
        AddPageOf<VisibleParticipant>();
    }

    private static void AddPageOf<T>() => Table
        .AddListOf<T>()
        .Add<Page<T>>(static args => new Page<T>((IReadOnlyList<T>)args[0], (string)args[1]), arguments: 2)
            .With(nameof(Page<>.Items), static it => ((Page<T>)it).Items, PropertyTraits.NotNull)
            .With(nameof(Page<>.Next), static it => ((Page<T>)it).Next);
}
