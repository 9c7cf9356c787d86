using Conversations.Storage;

namespace Conversations.Testing;

/// <summary>
/// Tests what hosts tell the watches of other hosts. A store that does not implement <see cref="IWatchWakeUps"/> skips it.
/// </summary>
/// <param name="fixture">The fixture of the store to test.</param>
public abstract class WatchNoteSuite(StoreFixture fixture) : StoreSuite(fixture)
{
    private const int MostNotes = 1_000;

    private static readonly TimeSpan _limit = TimeSpan.FromMinutes(1);
    private static readonly Dictionary<Guid, long> _noPositions = [];

    private readonly (Guid One, Guid Other, Guid Third) _hosts = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());

    /// <summary>The beginning of the test. Notes of other tests are older.</summary>
    private DateTimeOffset _began;

    private IWatchWakeUps Notes
    {
        get
        {
            Assert.SkipUnless(Store is IWatchWakeUps, "The store has no notes for other hosts.");
            return (IWatchWakeUps)Store;
        }
    }

    /// <inheritdoc/>
    public override async ValueTask InitializeAsync()
    {
        if (Store is IWatchWakeUps)
            _began = await NowAsync();
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        if (Store is IWatchWakeUps notes)
        {
            foreach (var host in new[] { _hosts.One, _hosts.Other, _hosts.Third })
                await notes.SayWatchingAsync(host, TimeSpan.Zero, [], [], CancellationToken.None);
        }

        await base.DisposeAsync();
    }

    [Fact]
    [Rule(nameof(IWatchWakeUps.TellAsync), 2)]
    public async Task Note_is_stored_only_while_another_host_has_watches()
    {
        Assert.False(await Notes.TellAsync(_hosts.One, 1, "nobody"));
        await SayAsync(_hosts.One);
        Assert.False(await Notes.TellAsync(_hosts.One, 2, "only this host"));
        await SayAsync(_hosts.Other);
        Assert.True(await Notes.TellAsync(_hosts.One, 3, "another host"));
        await Notes.SayWatchingAsync(_hosts.Other, TimeSpan.Zero, [], []);
        Assert.False(await Notes.TellAsync(_hosts.One, 4, "no longer"));

        Assert.Equal([(_hosts.One, 3L, "another host")], await ReadAsync(_hosts.Other));
    }

    [Fact]
    [Rule(nameof(IWatchWakeUps.TellAsync), 1)]
    public async Task Note_is_stored_as_it_is_also_a_long_one_and_while_conversations_change()
    {
        var (id, text) = (await CreateAsync(), "\"ä👍\n" + new string('x', 999_990));
        await SayAsync(_hosts.Other);

        var sending = Task.Run(() => SendAsync(id, Alice, "meanwhile"));
        Assert.True(await Notes.TellAsync(_hosts.One, 1, text));
        await sending;

        Assert.Equal([(_hosts.One, 1L, text)], await ReadAsync(_hosts.Other));
    }

    [Fact]
    [Rule(nameof(IWatchWakeUps.ReadNotesAsync), 1)]
    public async Task Notes_of_each_other_host_come_in_the_order_of_their_numbers_after_its_position()
    {
        await SayAsync(_hosts.Other);
        await SayAsync(_hosts.Third);
        foreach (var number in new[] { 1, 2, 5 })
        {
            await Notes.TellAsync(_hosts.One, number, $"one {number}");
            await Notes.TellAsync(_hosts.Third, number * 10, $"third {number}");
        }

        await Notes.TellAsync(_hosts.Other, 1, "my own");

        var all = await ReadAsync(_hosts.Other);
        var later = await ReadAsync(_hosts.Other, new() { [_hosts.One] = 2, [_hosts.Third] = 50 });

        Assert.Equal([1L, 2L, 5L], all.Where(note => note.HostId == _hosts.One).Select(note => note.Number));
        Assert.Equal([10L, 20L, 50L], all.Where(note => note.HostId == _hosts.Third).Select(note => note.Number));
        Assert.Equal(6, all.Count);
        Assert.Equal([(_hosts.One, 5L, "one 5")], later);
    }

    [Fact]
    [Rule(nameof(IWatchWakeUps.ReadNotesAsync), 1)]
    public async Task Notes_of_a_host_without_a_position_are_those_since_a_time()
    {
        await SayAsync(_hosts.Other);
        await Notes.TellAsync(_hosts.One, 1, "before");
        await Task.Delay(20, CancellationToken.None);
        var since = await NowAsync();
        await Notes.TellAsync(_hosts.One, 2, "after");

        Assert.Equal([(_hosts.One, 2L, "after")], await ReadAsync(_hosts.Other, since: since));
        Assert.Equal([(_hosts.One, 1L, "before"), (_hosts.One, 2L, "after")], await ReadAsync(_hosts.Other, new() { [_hosts.One] = 0 }, since));
        Assert.Empty(await ReadAsync(_hosts.Other, since: since + _limit));
    }

    [Fact]
    [Rule(nameof(IWatchWakeUps.ReadNotesAsync), 2)]
    public async Task More_than_a_thousand_notes_are_read_by_several_calls()
    {
        await SayAsync(_hosts.Other);
        for (var number = 1; number <= MostNotes + 1; number++)
            await Notes.TellAsync(_hosts.One, number, "note");

        var first = await ReadAsync(_hosts.Other);
        var second = await ReadAsync(_hosts.Other, new() { [_hosts.One] = first[^1].Number });

        Assert.Equal(Enumerable.Range(1, MostNotes).Select(number => (long)number), first.Select(note => note.Number));
        Assert.Equal([MostNotes + 1L], second.Select(note => note.Number));
    }

    [Fact]
    [Rule(nameof(IWatchWakeUps.SayWatchingAsync), 1)]
    [Rule(nameof(IWatchWakeUps.FindOnlineAsync), 1)]
    public async Task Host_that_is_silent_for_too_long_has_no_watches_and_nobody_is_online_there()
    {
        await Notes.SayWatchingAsync(_hosts.Other, _limit, [Alice], []);
        await Notes.SayWatchingAsync(_hosts.Third, _limit, [Bob], []);
        await Notes.SayWatchingAsync(_hosts.Third, 2 * _limit, [], []);
        await PassAsync(1.5 * _limit);

        Assert.Equal([Bob], await Notes.FindOnlineAsync([Alice, Bob]));
        Assert.True(await Notes.TellAsync(_hosts.One, 1, "to the third"));
        Assert.False(await Notes.TellAsync(_hosts.Third, 1, "to nobody"));
    }

    [Fact]
    [Rule(nameof(IWatchWakeUps.SayWatchingAsync), 1)]
    [Rule(nameof(IWatchWakeUps.SayWatchingAsync), 2)]
    public async Task Silent_host_is_forgotten_with_its_users_and_old_notes_are_removed()
    {
        await Notes.SayWatchingAsync(_hosts.Other, _limit, [Alice], []);
        await Notes.TellAsync(_hosts.One, 1, "old");
        await PassAsync(4 * _limit);
        await SayAsync(_hosts.Third);
        await Notes.TellAsync(_hosts.One, 2, "new");
        await SayAsync(_hosts.Other);

        Assert.Empty(await Notes.FindOnlineAsync([Alice]));
        Assert.Equal([(_hosts.One, 2L, "new")], await ReadAsync(_hosts.Other, new() { [_hosts.One] = 0 }));
    }

    [Fact]
    [Rule(nameof(IWatchWakeUps.FindOnlineAsync), 1)]
    public async Task User_is_online_while_a_host_says_so()
    {
        await Notes.SayWatchingAsync(_hosts.One, _limit, [Alice, Bob], []);
        await Notes.SayWatchingAsync(_hosts.Other, _limit, [Alice], [Bob]);
        Assert.Equal(new[] { Alice, Bob }.Order(), (await Notes.FindOnlineAsync([Alice, Bob, Carol])).Order());

        await Notes.SayWatchingAsync(_hosts.One, _limit, [Alice, Carol], [Bob]);
        Assert.Equal(new[] { Alice, Carol }.Order(), (await Notes.FindOnlineAsync([Alice, Bob, Carol])).Order());

        await Notes.SayWatchingAsync(_hosts.One, TimeSpan.Zero, [], []);
        Assert.Equal([Alice], await Notes.FindOnlineAsync([Alice, Bob, Carol]));

        await Notes.SayWatchingAsync(_hosts.One, _limit, [], []);
        Assert.Equal([Alice], await Notes.FindOnlineAsync([Alice, Bob, Carol]));
        Assert.Empty(await Notes.FindOnlineAsync([]));
    }

    [Fact]
    [Rule(nameof(IWatchWakeUps.ListenToNotesAsync), 2)]
    public async Task Host_that_listens_is_woken_by_the_notes_of_others()
    {
        using var stop = new CancellationTokenSource();
        using var woken = new SemaphoreSlim(0);
        await SayAsync(_hosts.Other);
        await SayAsync(_hosts.One);
        var listening = Notes.ListenToNotesAsync(_hosts.Other, () => woken.Release(), stop.Token);
        if (await Task.WhenAny(listening, woken.WaitAsync(_limit, CancellationToken.None)) == listening && listening.IsCompletedSuccessfully)
            return; // Wake-ups cannot reach this host.

        await Notes.TellAsync(_hosts.Other, 1, "my own");
        await Notes.TellAsync(_hosts.One, 1, "of another");
        Assert.True(await woken.WaitAsync(_limit, CancellationToken.None));
        Assert.False(await woken.WaitAsync(TimeSpan.FromMilliseconds(100), CancellationToken.None));

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => listening);
    }

    private Task SayAsync(Guid host) => Notes.SayWatchingAsync(host, _limit, [], []);

    private async Task<DateTimeOffset> NowAsync() => (await ((IWatchStore)Store).ReadTimeAsync()).Now;

    private async Task<List<(Guid HostId, long Number, string Text)>> ReadAsync(
        Guid host, Dictionary<Guid, long>? positions = null, DateTimeOffset? since = null) =>
    [
        .. (await Notes.ReadNotesAsync(host, positions ?? _noPositions, since ?? _began)).Select(note => (note.HostId, note.Number, note.Text)),
    ];
}
