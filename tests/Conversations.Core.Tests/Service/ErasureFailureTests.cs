using Conversations.Decisions;
using Conversations.Storage;
using Conversations.Storage.InMemory;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Tests.Service;

/// <summary>Tests an erasure that cannot be done in some of the conversations.</summary>
public sealed class ErasureFailureTests
{
    private static readonly UserId _alice = new("alice");
    private static readonly UserId _bob = new("bob");
    private static readonly ConversationId[] _ids = [new("a"), new("b"), new("c")];

    [Fact]
    public async Task Conversation_that_fails_does_not_stop_the_others_and_the_next_call_finishes_it()
    {
        var (store, conversations) = await CreateAsync();
        store.Failing = _ids[0];
        var reports = new List<ErasureProgress>();

        var error = await conversations.Invoking(one => one.EraseUserAsync(_alice, new() { KeepTexts = true, Progress = new Reports(reports) }))
            .Should().ThrowAsync<StorageException>();

        error.Which.Message.Should().Contain("in 1 of 3 conversations");
        error.Which.InnerException.Should().BeSameAs(store.Error);
        reports.Select(report => report.Conversations).Should().Equal(1, 2);
        (await store.ListTracesAsync(_alice, null, 10)).Should().Equal(_ids[0]);

        store.Failing = null;
        (await conversations.EraseUserAsync(_alice)).Conversations.Should().Be(1);
        var senders = new HashSet<UserId?>();
        foreach (var id in _ids)
            senders.Add((await conversations.ListMessagesAsync(id).ToListAsync()).Single().SenderId);

        senders.Should().ContainSingle("the record of the erasure stays until every conversation is done")
            .Which!.Value.Value.Should().StartWith("erased-");
    }

    [Fact]
    public async Task Cancellation_and_an_error_of_the_progress_handler_stop_the_erasure_at_once()
    {
        var (store, conversations) = await CreateAsync();
        using var stop = new CancellationTokenSource();

        await conversations.Invoking(one => one.EraseUserAsync(_alice, new() { Progress = new Throws() }))
            .Should().ThrowAsync<InvalidOperationException>();

        (await store.ListTracesAsync(_alice, null, 10)).Should().Equal(_ids[1..]);
        await stop.CancelAsync();
        await conversations.Invoking(one => one.EraseUserAsync(_alice, cancellationToken: stop.Token)).Should().ThrowAsync<OperationCanceledException>();
        (await store.ListTracesAsync(_alice, null, 10)).Should().Equal(_ids[1..]);
    }

    [Fact]
    public async Task Deleting_messages_costs_no_call_of_the_store_for_each_of_them()
    {
        var (store, conversations) = await CreateAsync();
        for (var i = 0; i < 300; i++)
            await conversations.SendAsync(_ids[0], _alice, "text");

        store.Commits = 0;
        var progress = await conversations.EraseUserAsync(_alice);

        progress.Messages.Should().Be(303);
        store.Commits.Should().BeLessThanOrEqualTo(3, "the user leaves three conversations, which is one commit each");
    }

    [Fact]
    public async Task Message_whose_page_is_rewritten_twice_counts_once()
    {
        var (store, conversations) = await CreateAsync();
        await conversations.SendAsync(_ids[0], _bob, "Ask <!!mention:alice|Alice>");
        await conversations.SendAsync(_ids[0], _bob, "Ask <!!mention:alice|Alice> again");
        store.Retries = 2;

        var progress = await conversations.EraseUserAsync(_alice, new() { KeepTexts = true });

        store.Retries.Should().Be(0);
        progress.Messages.Should().Be(2);
    }

    private static async Task<(Fails Store, IConversations Conversations)> CreateAsync()
    {
        var store = new Fails();
        var conversations = new ServiceCollection()
            .AddConversations().UseStore("UseFailing", _ => store).Services.BuildServiceProvider().GetRequiredService<IConversations>();
        foreach (var id in _ids)
        {
            await conversations.CreateIfNotExistsAsync(id, new() { Participants = [new(_alice), new(_bob)] });
            await conversations.SendAsync(id, _alice, "text");
        }

        return (store, conversations);
    }

    /// <summary>Fails to replace a user in one conversation, and says that messages have to be read again.</summary>
    private sealed class Fails() : ForwardingStore(new InMemoryConversationStore())
    {
        internal StorageException Error { get; } = new("The disk is full.");

        internal ConversationId? Failing { get; set; }

        internal int Retries { get; set; }

        internal int Commits { get; set; }

        public override Task<IReadOnlyList<CommitOutcome>> CommitAsync(
            IReadOnlyList<Commit> commits, CancellationToken cancellationToken = default)
        {
            Commits += commits.Count;
            return base.CommitAsync(commits, cancellationToken);
        }

        public override Task<ReplacedUpTo?> ReplaceUserAsync(
            ConversationId id, UserId userId, UserId replacement, long upTo, ReplacedUpTo from, CancellationToken cancellationToken = default) =>
            id == Failing ? throw Error : base.ReplaceUserAsync(id, userId, replacement, upTo, from, cancellationToken);

        public override async Task<bool> RewriteMessagesAsync(
            ConversationId id, IReadOnlyList<MessageRewrite> rewrites, CancellationToken cancellationToken = default)
        {
            if (Retries-- > 0)
            {
                // One of the messages was edited at the same moment, the others are rewritten.
                await base.RewriteMessagesAsync(id, [.. rewrites.Skip(1)], cancellationToken);
                return false;
            }

            Retries = 0;
            return await base.RewriteMessagesAsync(id, rewrites, cancellationToken);
        }
    }

    private sealed class Reports(List<ErasureProgress> reports) : IProgress<ErasureProgress>
    {
        public void Report(ErasureProgress value) => reports.Add(value);
    }

    private sealed class Throws : IProgress<ErasureProgress>
    {
        public void Report(ErasureProgress value) => throw new InvalidOperationException("The handler failed.");
    }
}
