using Conversations.Storage;
using Conversations.Tests.Json;

namespace Conversations.Tests.Storage;

public sealed class InboxSliceTests
{
    [Fact]
    public async Task Page_ends_at_the_limit_and_names_the_last_place_if_more_follow()
    {
        var entries = Entries(3);

        await BothAsync(Window(limit: 2), entries, entries[..2], entries[1].Place);
        await BothAsync(Window(limit: 3), entries, entries, null);
        await BothAsync(Window(limit: 4), entries, entries, null);
    }

    [Fact]
    public async Task Rejected_entries_do_not_count_towards_the_limit()
    {
        var entries = Entries(5);

        await BothAsync(Window(limit: 2, one => one.UnreadCount % 2 == 0), entries, [entries[0], entries[2]], entries[2].Place);
    }

    [Fact]
    public async Task Page_ends_after_as_many_entries_as_a_filter_may_look_at()
    {
        var entries = Entries(InboxWindow.MaxLookedAt + 1);

        await BothAsync(Window(limit: 2, _ => false), entries, [], entries[^2].Place);
        await BothAsync(Window(limit: 2, _ => false), entries[..^1], [], null);
    }

    [Fact]
    public async Task Empty_sequence_gives_an_empty_page() => await BothAsync(Window(limit: 2), [], [], null);

    [Fact]
    public void Page_takes_one_entry_more_than_its_limit()
    {
        var taken = 0;

        InboxSlice.Of(Window(limit: 2), Entries(9).Select(one => (++taken, one).one));

        taken.Should().Be(3);
    }

    [Fact]
    public async Task Null_is_refused()
    {
        var window = Window(limit: 2);

        FluentActions.Invoking(() => InboxSlice.Of(null!, [])).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => InboxSlice.Of(window, null!)).Should().Throw<ArgumentNullException>();
        await FluentActions.Awaiting(() => InboxSlice.OfAsync(null!, AsyncEnumerable.Empty<StoredInboxEntry>())).Should().ThrowAsync<ArgumentNullException>();
        await FluentActions.Awaiting(() => InboxSlice.OfAsync(window, null!)).Should().ThrowAsync<ArgumentNullException>();
    }

    [Fact]
    public void Entry_has_the_place_and_the_activity_of_the_later_of_its_times()
    {
        var entry = Entries(1)[0];
        var joined = new StoredInboxEntry(
            entry.Conversation, entry.Participant with { JoinedAt = Samples.Time.AddDays(1) }, entry.UnreadCount, entry.FirstOthers);

        entry.Place.Should().Be(new InboxPlace(entry.Conversation.LastActivityAt!.Value, entry.Conversation.Id));
        entry.ActiveAt.Should().Be(entry.Conversation.LastActivityAt.Value);
        joined.ActiveAt.Should().Be(Samples.Time.AddDays(1));
    }

    private static async Task BothAsync(
        InboxWindow window, IReadOnlyList<StoredInboxEntry> entries, IReadOnlyList<StoredInboxEntry> expected, InboxPlace? next)
    {
        foreach (var slice in new[] { InboxSlice.Of(window, entries), await InboxSlice.OfAsync(window, entries.ToAsyncEnumerable()) })
        {
            slice.Entries.Should().Equal(expected);
            slice.Next.Should().Be(next);
        }
    }

    private static InboxWindow Window(int limit, Func<StoredInboxEntry, bool>? filter = null) =>
        new() { UserId = Samples.Participant.UserId, Limit = limit, Filter = filter };

    private static StoredInboxEntry[] Entries(int count) =>
    [
        .. Enumerable.Range(0, count).Select(i => new StoredInboxEntry(
            Samples.Conversation with { Id = new($"c{i}"), LastActivityAt = Samples.Time.AddMinutes(-i) },
            Samples.Participant with { JoinedAt = Samples.Time.AddYears(-1) },
            i,
            [])),
    ];
}
