using System.Diagnostics;
using Conversations.Decisions;
using Conversations.Storage.InMemory;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Tests.Service;

/// <summary>A commit tells the store how long its call has waited for other calls that change the same data.</summary>
public sealed class WaitedTests
{
    private static readonly ConversationId _room = new("room");

    [Fact]
    public async Task Commit_tells_how_long_its_call_waited_for_its_turn()
    {
        var store = new HoldingStore();
        await using var provider = new ServiceCollection().AddConversations().UseStore("UseHolding", _ => store).Services.BuildServiceProvider();
        var conversations = provider.GetRequiredService<IConversations>();
        await conversations.CreateIfNotExistsAsync(_room, new() { Participants = [new(new("alice"))] });
        store.Hold();
        var first = conversations.UpdateAsync(_room, new() { Subject = "one" });
        await store.Reached;
        var second = conversations.UpdateAsync(_room, new() { Subject = "two" });
        var began = Stopwatch.GetTimestamp();
        await Task.Delay(TimeSpan.FromMilliseconds(5));
        var waited = Stopwatch.GetElapsedTime(began);

        store.Release();
        await Task.WhenAll(first, second);

        store.Commits.Select(commit => commit.Change.GetType()).Should().Equal(typeof(ConversationCreated), typeof(ConversationUpdated), typeof(ConversationUpdated));
        store.Commits[2].Waited.Should().BeGreaterThanOrEqualTo(waited);
    }

    [Fact]
    public async Task Send_waits_for_nobody()
    {
        var store = new HoldingStore();
        await using var provider = new ServiceCollection().AddConversations().UseStore("UseHolding", _ => store).Services.BuildServiceProvider();
        var conversations = provider.GetRequiredService<IConversations>();
        await conversations.CreateIfNotExistsAsync(_room, new() { Participants = [new(new("alice"))] });

        await conversations.SendAsync(_room, new("alice"), "hello");

        store.Commits[^1].Waited.Should().Be(TimeSpan.Zero);
    }

    /// <summary>Records the commits, and holds the next one while it is told to.</summary>
    private sealed class HoldingStore() : ForwardingStore(new InMemoryConversationStore())
    {
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private bool _holds;

        internal List<Commit> Commits { get; } = [];

        internal Task Reached => _reached.Task;

        public override async Task<IReadOnlyList<CommitOutcome>> CommitAsync(IReadOnlyList<Commit> commits, CancellationToken cancellationToken = default)
        {
            Commits.AddRange(commits);
            if (_holds)
            {
                _reached.TrySetResult();
                await _released.Task;
            }

            return await base.CommitAsync(commits, cancellationToken);
        }

        internal void Hold() => _holds = true;

        internal void Release()
        {
            _holds = false;
            _released.SetResult();
        }
    }
}
