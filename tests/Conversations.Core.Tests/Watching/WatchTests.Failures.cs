namespace Conversations.Watching;

/// <content>Stores that fail.</content>
public sealed partial class WatchTests
{
    [Fact]
    public async Task Watches_go_on_when_the_database_is_back()
    {
        await CreateAsync(_room);
        var taking = TakeAsync(Conversations.WatchAsync(_room, 0), 3);
        await UntilAsync(() => _store.Taken == 1);
        (_store.Failure, _store.FailsLooks) = (new StorageException("The database is away."), true);
        await SendAsync(_room, 1);
        for (var i = 0; i < 5; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(10);
        }

        taking.IsCompleted.Should().BeFalse();
        _store.Failure = null;
        await SendAsync(_room, 1);
        await AdvanceUntilAsync(taking);

        (await taking).Should().Equal(1, 2, 3);
    }

    [Fact]
    public async Task Conversation_that_cannot_be_read_delays_no_other_one_and_goes_on_when_it_can()
    {
        var others = Enumerable.Range(0, 5).Select(number => new ConversationId($"other-{number}")).ToList();
        foreach (var id in others.Append(_room))
            await CreateAsync(id);

        var (taking, good) = (TakeAsync(Conversations.WatchAsync(_room, 0), 3), others.ConvertAll(id => TakeAsync(Conversations.WatchAsync(id, 0), 4)));
        await UntilAsync(() => _store.Taken == 6);
        (_store.Failure, _store.FailsFor) = (new StorageException("A row cannot be read."), _room);

        // All changes wait together, so that they are read together.
        _store.Hold();
        await SendAsync(_room, 2);
        foreach (var id in others)
            await SendAsync(id, 3);

        _store.Release();
        await Task.WhenAll(good).WaitAsync(TimeSpan.FromMinutes(1));
        taking.IsCompleted.Should().BeFalse();

        _store.Failure = null;
        await AdvanceUntilAsync(taking);
        (await taking).Should().Equal(1, 2, 3);
    }

    [Fact]
    public async Task Look_that_fails_does_not_keep_what_is_signalled_from_coming()
    {
        await CreateAsync(_room);
        var taking = TakeAsync(Conversations.WatchAsync(_room, 0), 4);
        await UntilAsync(() => _store.Taken == 1);
        (_store.Failure, _store.FailsReads, _store.FailsLooks) = (new StorageException("The statement took too long."), false, true);
        for (var i = 0; i < 3; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await SendAsync(_room, 1);
        }

        (await taking.WaitAsync(TimeSpan.FromMinutes(1))).Should().Equal(1, 2, 3, 4);
    }

    [Fact]
    public async Task Store_that_throws_what_it_must_not_ends_the_watches_of_that_conversation_only()
    {
        var other = new ConversationId("other");
        await CreateAsync(_room);
        await CreateAsync(other);
        var (taking, good) = (TakeAsync(Conversations.WatchAsync(_room, 0), 2), TakeAsync(Conversations.WatchAsync(other, 0), 2));
        await UntilAsync(() => _store.Taken == 2);
        (_store.Failure, _store.FailsFor) = (new InvalidCastException("A fault."), _room);
        _store.Hold();
        await SendAsync(_room, 1);
        await SendAsync(other, 1);
        _store.Release();

        await FluentActions.Awaiting(() => taking).Should().ThrowAsync<InvalidCastException>();
        (await good).Should().Equal(1, 2);
    }

    [Fact]
    public async Task Store_that_cancels_by_itself_ends_no_watch()
    {
        await CreateAsync(_room);
        var taking = TakeAsync(Conversations.WatchAsync(_room, 0), 2);
        await UntilAsync(() => _store.Taken == 1);
        _store.Failure = new OperationCanceledException();
        await SendAsync(_room, 1);
        await SettleAsync();
        _store.Failure = null;
        await AdvanceUntilAsync(taking);

        (await taking).Should().Equal(1, 2);
    }
}
