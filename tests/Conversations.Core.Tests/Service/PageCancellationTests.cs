using System.Diagnostics.CodeAnalysis;
using Conversations.Storage;
using Conversations.Storage.InMemory;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Tests.Service;

/// <summary>Tests tokens that are cancelled while a page is read, drawn or enumerated.</summary>
public sealed class PageCancellationTests : IDisposable
{
    private static readonly ConversationId _id = new("room");
    private static readonly UserId _alice = new("alice");
    private static readonly UserId _bob = new("bob");

    private readonly CancellationTokenSource _stop = new();

    public void Dispose() => _stop.Dispose();

    [Fact]
    public async Task Inbox_page_ends_if_the_token_is_cancelled_while_its_users_are_looked_up()
    {
        var conversations = Build(builder => builder.AddUserDirectory<CancellingDirectory>());
        await FillAsync(conversations);

        var read = () => conversations.As(_bob).ListInboxAsync().PageAsync(cancellationToken: _stop.Token);

        await read.Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task Inbox_page_ends_if_the_token_is_cancelled_while_a_store_gives_entries_to_its_filters()
    {
        var store = new CancelsBeforeItFilters(_stop);
        var conversations = Build(store);
        await FillAsync(conversations);

        var read = () => conversations.ListInboxAsync(_bob, new() { Filters = [ConversationFilter.Unread()] }).PageAsync(cancellationToken: _stop.Token);

        await read.Should().ThrowAsync<OperationCanceledException>();
    }

    [Theory]
    [InlineData("messages")]
    [InlineData("reactions")]
    [InlineData("inbox")]
    [InlineData("participants")]
    [InlineData("conversations")]
    public async Task Enumeration_ends_at_the_next_item_of_the_same_page(string list)
    {
        var conversations = Build(_ => { });
        var question = await FillAsync(conversations);
        var session = conversations.As(_alice);
        var read = 0;

        var enumerate = () => list switch
        {
            "messages" => EnumerateAsync(session.ListMessagesAsync(_id)),
            "reactions" => EnumerateAsync(session.ListReactionsAsync(_id, question)),
            "inbox" => EnumerateAsync(session.ListInboxAsync()),
            "participants" => EnumerateAsync(session.ListParticipantsAsync(_id)),
            _ => EnumerateAsync(conversations.ListAsync()),
        };

        await enumerate.Should().ThrowAsync<OperationCanceledException>();
        read.Should().Be(1);

        async Task EnumerateAsync<T>(Paged<T> items)
        {
            await foreach (var _ in items.WithCancellation(_stop.Token))
            {
                read++;
                await _stop.CancelAsync();
            }
        }
    }

    private static async Task<MessageId> FillAsync(IConversations conversations)
    {
        foreach (var id in new[] { _id, new("other") })
        {
            await conversations.CreateIfNotExistsAsync(id, new() { Participants = [new(_alice), new(_bob)] });
            await conversations.SendAsync(id, _alice, "hello");
        }

        var question = (await conversations.SendAsync(_id, _alice, "question")).Message!.Id;
        await conversations.SendMessageAsync(_id, _bob, new("answer") { ReplyTo = question });
        await conversations.AddReactionAsync(_id, question, _alice, "👍");
        await conversations.AddReactionAsync(_id, question, _bob, "👍");
        return question;
    }

    private IConversations Build(IConversationStore store) => Resolve(new ServiceCollection().AddConversations().UseStore("UseCancelling", _ => store));

    private IConversations Build(Action<IConversationsBuilder> add)
    {
        var builder = new ServiceCollection().AddConversations().UseInMemory();
        add(builder);
        return Resolve(builder);
    }

    private IConversations Resolve(IConversationsBuilder builder) =>
        builder.Services.AddSingleton(_stop).BuildServiceProvider().GetRequiredService<IConversations>();

    /// <summary>Cancels the call in which it is asked, and ignores the token.</summary>
    [SuppressMessage("Performance", "CA1812", Justification = "The service provider creates it.")]
    private sealed class CancellingDirectory(CancellationTokenSource stop) : IUserDirectory
    {
        public async Task<IReadOnlyCollection<User>> FindAsync(IReadOnlyCollection<UserId> userIds, CancellationToken cancellationToken)
        {
            await stop.CancelAsync();
            return [.. userIds.Select(id => new User { Id = id, Name = "name" })];
        }
    }

    /// <summary>Gives entries to a filter after the call was cancelled, and ignores the token.</summary>
    private sealed class CancelsBeforeItFilters(CancellationTokenSource stop) : ForwardingStore(new InMemoryConversationStore())
    {
        public override async Task<InboxSlice> ListInboxAsync(InboxWindow window, CancellationToken cancellationToken = default)
        {
            await stop.CancelAsync();
            return await base.ListInboxAsync(window, CancellationToken.None);
        }
    }
}
