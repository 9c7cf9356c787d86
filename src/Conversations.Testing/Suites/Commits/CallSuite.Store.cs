using System.Text.Json;
using System.Transactions;
using Conversations.Decisions;
using Conversations.Storage;
using Xunit;

namespace Conversations.Testing;

/// <content>
/// Calls of each method of the store itself, with a cancelled token and within a transaction of the caller. The service is not in between:
/// it would refuse a cancelled call before the store is asked.
/// </content>
public abstract partial class CallSuite
{
    /// <summary>Returns the names of the methods of a store.</summary>
    /// <returns>One test case per method.</returns>
    public static TheoryData<string> StoreMethods() => [.. StoreCalls.All.Select(call => call.Method)];

    [Fact]
    [Rule(nameof(IConversationStore), 5, 7)]
    public void Every_method_of_the_store_has_a_call() => Assert.Equal(
        typeof(IConversationStore).GetInterfaces().Append(typeof(IConversationStore)).SelectMany(type => type.GetMethods()).Select(method => method.Name).Order(),
        StoreCalls.All.Select(call => call.Method).Order());

    [Theory]
    [Rule(nameof(IConversationStore), 5)]
    [MemberData(nameof(StoreMethods))]
    public async Task A_call_of_the_store_with_a_cancelled_token_throws_and_stores_nothing(string method)
    {
        var (call, ids) = (CallOf(method), await StoreIdsAsync());
        var before = await StoredAsync(ids);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.MakeAsync(Store, ids, new(canceled: true)));

        Assert.Equal(before, await StoredAsync(ids));
        await call.MakeAsync(Store, ids, CancellationToken.None);
        Assert.Equal(call.Writes, before != await StoredAsync(ids));
    }

    /// <summary>Rule 5: the filter of an inbox runs in the middle of a call, so the token that it cancels was not cancelled when the call began.</summary>
    [Fact]
    [Rule(nameof(IConversationStore), 5)]
    public async Task A_call_of_the_store_that_is_cancelled_in_the_middle_throws()
    {
        var user = NewUserId("reader");
        for (var i = 0; i < 3; i++)
            await SendAsync(await CreateAsync(user, Bob), Bob);

        using var source = new CancellationTokenSource();
        var window = new InboxWindow
        {
            UserId = user,
            Limit = 10,
            Filter = _ =>
            {
                source.Cancel();
                return true;
            },
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.ListInboxAsync(window, source.Token));
        Assert.Equal(3, (await Store.ListInboxAsync(new() { UserId = user, Limit = 10 })).Entries.Count);
    }

    [Theory]
    [Rule(nameof(IConversationStore), 7)]
    [MemberData(nameof(StoreMethods))]
    public async Task A_call_of_the_store_within_a_transaction_scope_is_kept_although_the_scope_is_not_completed(string method)
    {
        var (call, ids) = (CallOf(method), await StoreIdsAsync());
        var before = await StoredAsync(ids);

        using (new TransactionScope(TransactionScopeAsyncFlowOption.Enabled))
            await call.MakeAsync(Store, ids, CancellationToken.None);

        Assert.Equal(call.Writes, before != await StoredAsync(ids));
    }

    /// <summary>The scope is not completed when the other caller reads and writes, so a store that joined it would let the other wait.</summary>
    [Fact]
    [Rule(nameof(IConversationStore), 7)]
    public async Task A_write_within_a_transaction_scope_is_seen_by_others_at_once_and_locks_nothing()
    {
        var id = await CreateAsync();
        using var scope = new TransactionScope(TransactionScopeAsyncFlowOption.Enabled);
        var first = await SendAsync(id, Alice, "first");

        var second = await OutsideAsync(async () =>
        {
            Assert.Equal(first, await GetMessageAsync(id, first.Id));
            return await SendAsync(id, Bob, "second");
        });

        Assert.Equal([first, second], await AllAsync(Conversations.ListMessagesAsync(id, new() { After = 0 })));
    }

    private static StoreCall CallOf(string method) => StoreCalls.All.Single(call => call.Method == method);

    /// <summary>Runs a call that does not see the ambient transaction of the caller.</summary>
    private static Task<T> OutsideAsync<T>(Func<Task<T>> call)
    {
        using (ExecutionContext.SuppressFlow())
            return Task.Run(call).WaitAsync(TimeSpan.FromSeconds(30));
    }

    /// <summary>Creates a conversation with a message and a reaction. The other user is stored, and the erasure of that user has begun.</summary>
    private async Task<StoreCallIds> StoreIdsAsync()
    {
        var id = await CreateAsync();
        var message = await SendAsync(id, Alice);
        await Conversations.AddReactionAsync(id, message.Id, Alice, "👍");
        await Conversations.SetUserAsync(Bob, new() { Name = "Bob" });
        await Store.BeginErasureAsync(new(Bob, NewUserId("erased"), keepsText: false));
        return new(id, message, Alice, Bob, DateTimeOffset.FromUnixTimeMilliseconds(Clock.GetUtcNow().ToUnixTimeMilliseconds()));
    }

    /// <summary>Returns everything that the calls of the table can change.</summary>
    private async Task<string> StoredAsync(StoreCallIds ids)
    {
        var users = await Store.FindUsersAsync([ids.User, ids.Other]);
        return JsonSerializer.Serialize(new
        {
            Conversation = await StateOfAsync(ids.Conversation),
            Users = users.OrderBy(one => one.User.Id),
            Erasures = new[] { await FindErasureAsync(ids.User), await FindErasureAsync(ids.Other) },
        });
    }

    /// <summary>Finds the erasure of a user that has begun: the store has no method for that, so an erasure is begun and ended.</summary>
    private async Task<string?> FindErasureAsync(UserId user)
    {
        var tried = new Erasure(user, NewUserId("tried"), keepsText: false);
        var stored = await Store.BeginErasureAsync(tried);
        if (stored.ErasedId != tried.ErasedId)
            return stored.ErasedId.Value;

        await Store.EndErasureAsync(user);
        return null;
    }
}
