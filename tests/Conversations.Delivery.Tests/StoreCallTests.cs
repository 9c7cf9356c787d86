using Conversations.Histories.Deliveries;
using Conversations.Storage;
using Conversations.Storage.InMemory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Conversations.Delivery;

/// <summary>Tests of what a host asks of its store, and of what it does if the store fails.</summary>
public sealed class StoreCallTests
{
    private readonly Recorder _recorder = new();

    public static TheoryData<Action<ChangeHandlerOptions>, Type[]?> Kinds => new()
    {
        { _ => { }, null },
        { options => options.Handles<Change>(), null },
        { options => options.Handles<MessageEdited>().Handles<ConversationUpdated>(), [typeof(ConversationUpdated), typeof(ConversationDeleted), typeof(MessageEdited)] },
        { options => options.Handles<ReactionChange>(), [typeof(ConversationDeleted), typeof(ReactionAdded), typeof(ReactionRemoved)] },
        { options => options.Handles<ConversationDeleted>(), [typeof(ConversationDeleted)] },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Changes_that_a_handler_does_not_get_are_not_read(Action<ChangeHandlerOptions> kinds, Type[]? expected)
    {
        var (asked, done) = (new List<IReadOnlyCollection<Type>?>(), new List<DeliveryContent>());
        async Task<IReadOnlyList<DeliveryContent>> NoteAsync(IReadOnlyList<DeliveryRange> ranges, Task<IReadOnlyList<DeliveryContent>> call)
        {
            var contents = await call;
            lock (asked)
            {
                asked.AddRange(ranges.Select(range => range.Kinds));
                done.AddRange(contents);
            }

            return contents;
        }

        await using var app = Start(
            builder => builder.AddChangeHandler<RecordingHandler>("some", kinds),
            (method, args, call) => method == nameof(IDeliveryStore.ReadContentAsync)
                ? NoteAsync((IReadOnlyList<DeliveryRange>)args[0]!, (Task<IReadOnlyList<DeliveryContent>>)call()!)
                : call());
        await app.CreateAsync(messages: 2);
        await app.CatchUpAsync();

        lock (asked)
        {
            asked.Should().NotBeEmpty().And.AllBeEquivalentTo(expected);
            done.Any(content => content.Changes.Changes.Count > 0).Should().Be(expected is null, "a conversation was created and messages were sent, no more");
        }
    }

    [Fact]
    public async Task Losses_are_counted_although_the_store_fails_when_they_are_stored()
    {
        var (fails, failed) = (false, 0);
        await using var app = Start(
            builder => builder.AddChangeHandler<RecordingHandler>("all"),
            (method, _, call) =>
                method == nameof(IDeliveryStore.TrySetHandlerAsync) && Volatile.Read(ref fails) && Interlocked.Increment(ref failed) <= 2
                    ? Task.FromException<bool>(new StorageException("Away."))
                    : call());
        var id = await app.CreateAsync(messages: 1);
        await app.CatchUpAsync();
        await app.Handlers.PauseAsync("all");
        await app.SendAsync(id, 3);
        await Task.Delay(20);
        while (await app.Deliveries.PruneAsync(new(null, 100, TimeSpan.Zero, TimeSpan.Zero)) is not null)
        {
        }

        await app.Handlers.ResumeAsync("all");
        Volatile.Write(ref fails, true);

        await UntilAsync(async () => (await app.Handlers.ListAsync())[0].Lost is not null);
        failed.Should().BeGreaterThan(2);
        (await app.Handlers.ListAsync())[0].Lost!.Count.Should().Be(3);
    }

    [Fact]
    public async Task Handlers_with_much_to_do_are_leased_for_in_turn()
    {
        const int Conversations = 600;
        var (leased, begins, goes) = (new List<string[]>(), new TaskCompletionSource(), new TaskCompletionSource());
        _recorder.On = (_, token) => goes.Task.WaitAsync(token);
        async Task<DeliveryWork> FindAsync(Func<object?> call)
        {
            await begins.Task;
            return await (Task<DeliveryWork>)call()!;
        }

        await using var app = Start(
            builder =>
            {
                builder.AddChangeHandler<RecordingHandler>("first", options => options.MaxConcurrency = Conversations);
                builder.AddChangeHandler<RecordingHandler>("second", options => options.MaxConcurrency = Conversations);
            },
            (method, args, call) =>
            {
                if (method == nameof(IDeliveryStore.FindWorkAsync))
                    return FindAsync(call);

                if (method == nameof(IDeliveryStore.LeaseAsync))
                {
                    lock (leased)
                        leased.Add([.. ((IReadOnlyList<DeliveryKey>)args[1]!).Select(key => key.Handler)]);
                }

                return call();
            });
        for (var i = 0; i < Conversations; i++)
            await app.CreateAsync(messages: 0);

        begins.SetResult();
        await UntilAsync(() => Task.FromResult(Calls() >= 2));
        goes.SetResult();
        await app.CatchUpAsync();

        lock (leased)
        {
            leased[0].Distinct().Should().ContainSingle();
            leased[1].Distinct().Should().ContainSingle().Which.Should().NotBe(leased[0][0]);
        }

        int Calls()
        {
            lock (leased)
                return leased.Count;
        }
    }

    [Fact]
    public async Task Host_whose_polls_take_long_polls_less_often()
    {
        var (time, calls) = (new FakeTimeProvider(), 0);
        await using var app = Start(
            builder => builder.AddChangeHandler<RecordingHandler>("all").Services.AddSingleton<TimeProvider>(time),
            (method, _, call) =>
            {
                if (method == nameof(IDeliveryStore.FindWorkAsync) && Interlocked.Increment(ref calls) > 1)
                    time.Advance(TimeSpan.FromMilliseconds(40));

                return call();
            });
        var began = await AdvancedAsync(3);

        (await AdvancedAsync(5) - began).Should().BeGreaterThanOrEqualTo(TimeSpan.FromMilliseconds(2 * 400));

        async Task<DateTimeOffset> AdvancedAsync(int polls)
        {
            while (Volatile.Read(ref calls) < polls)
            {
                time.Advance(TimeSpan.FromMilliseconds(10));
                await Task.Delay(1);
            }

            return time.GetUtcNow();
        }
    }

    private static Task UntilAsync(Func<Task<bool>> condition) => HandlerTests.UntilAsync(condition);

    private App Start(Action<IConversationsBuilder> configure, Func<string, object?[], Func<object?>, object?> call) => App.Start(
        builder => configure(builder.UseStore(
            "calls", _ => StoreProxy.On(new InMemoryConversationStore(), (method, args, inner) => call(method.Name, args, inner)))),
        _recorder);
}
