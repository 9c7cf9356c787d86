using Conversations.Decisions;
using Conversations.Storage;
using Conversations.Storage.InMemory;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Tests.Service;

/// <summary>
/// Tests that a call whose write succeeded does not fail as if nothing was written, whatever happens before the
/// result is read.
/// </summary>
public sealed class ReadBackTests
{
    private static readonly ConversationId _id = new("room");
    private static readonly UserId _alice = new("alice");
    private static readonly UserId _bob = new("bob");

    public static TheoryData<string> Calls { get; } = ["create", "open", "set", "update", "participant", "edit"];

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Call_cancelled_after_its_write_succeeds(string call)
    {
        var (store, conversations, _) = await MakeAsync();
        using var source = new CancellationTokenSource();
        store.AfterCommit = source.Cancel;

        var make = () => CallAsync(conversations, call, source.Token);

        await make.Should().NotThrowAsync();
        source.IsCancellationRequested.Should().BeTrue();
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Call_succeeds_when_the_provider_is_disposed_after_its_write(string call)
    {
        var (store, conversations, provider) = await MakeAsync();
        store.AfterCommit = provider.Dispose;

        var make = () => CallAsync(conversations, call, CancellationToken.None);

        await make.Should().NotThrowAsync();
        await make.Should().ThrowAsync<ObjectDisposedException>();
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Call_throws_outcome_unknown_when_the_store_fails_after_its_write(string call)
    {
        var (store, conversations, _) = await MakeAsync();
        store.AfterCommit = () => store.IsAway = true;

        var make = () => CallAsync(conversations, call, CancellationToken.None);

        (await make.Should().ThrowAsync<OutcomeUnknownException>()).WithInnerException<StorageException>();
    }

    private static Task CallAsync(IConversations conversations, string call, CancellationToken token) => call switch
    {
        "create" => conversations.CreateIfNotExistsAsync(new("other"), new() { Participants = [new(_alice)] }, token),
        "open" => conversations.OpenOneOnOneAsync(_alice, _bob, cancellationToken: token),
        "set" => conversations.SetAsync(_id, new() { Subject = "New" }, cancellationToken: token),
        "update" => conversations.UpdateAsync(_id, new() { Subject = "New" }, cancellationToken: token),
        "participant" => conversations.SetParticipantAsync(_id, _bob, cancellationToken: token),
        _ => conversations.EditMessageAsync(_id, new("m"), new() { Text = "new" }, cancellationToken: token),
    };

    private static async Task<(Watched Store, IConversations Conversations, ServiceProvider Provider)> MakeAsync()
    {
        var store = new Watched();
        var provider = new ServiceCollection().AddConversations().UseStore("UseWatched", _ => store).Services.BuildServiceProvider();
        var conversations = provider.GetRequiredService<IConversations>();
        await conversations.CreateIfNotExistsAsync(_id, new() { Participants = [new(_alice)] });
        await conversations.SendAsync(_id, _alice, "old", new("m"));
        return (store, conversations, provider);
    }

    private sealed class Watched() : ForwardingStore(new InMemoryConversationStore())
    {
        internal Action? AfterCommit { get; set; }

        internal bool IsAway { get; set; }

        public override async Task<IReadOnlyList<CommitOutcome>> CommitAsync(
            IReadOnlyList<Commit> commits, CancellationToken cancellationToken = default)
        {
            var outcomes = await base.CommitAsync(commits, cancellationToken);
            AfterCommit?.Invoke();
            return outcomes;
        }

        public override Task<StoredConversation?> FindConversationAsync(
            ConversationId id, UserId? viewer, CancellationToken cancellationToken = default) =>
            IsAway ? throw new StorageException("Away.") : base.FindConversationAsync(id, viewer, cancellationToken);

        public override Task<Participant?> FindParticipantAsync(
            ConversationId id, UserId userId, UserId? viewer, CancellationToken cancellationToken = default) =>
            IsAway ? throw new StorageException("Away.") : base.FindParticipantAsync(id, userId, viewer, cancellationToken);

        public override Task<Message?> FindMessageAsync(
            ConversationId id, MessageId messageId, UserId? viewer, CancellationToken cancellationToken = default) =>
            IsAway ? throw new StorageException("Away.") : base.FindMessageAsync(id, messageId, viewer, cancellationToken);
    }
}
