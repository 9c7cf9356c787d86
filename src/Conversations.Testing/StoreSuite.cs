using System.Text.Json;
using Conversations.Storage;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Conversations.Testing;

/// <summary>What every suite of the contract builds on: a provider with the store, a clock, and ids that no other test has.</summary>
public abstract class StoreSuite : IAsyncLifetime
{
    private readonly StoreFixture _fixture;
    private readonly List<ServiceProvider> _providers = [];

    private protected StoreSuite(StoreFixture fixture)
    {
        _fixture = fixture;
        Services = Build();
    }

    /// <summary>Gets the provider that most tests need no other beside.</summary>
    protected IServiceProvider Services { get; }

    /// <summary>Gets the conversations, as the app sees them.</summary>
    protected IConversations Conversations => Services.GetRequiredService<IConversations>();

    /// <summary>Gets the store itself.</summary>
    protected IConversationStore Store => Services.GetRequiredService<IConversationStore>();

    /// <summary>Gets how often a race is run that has to hit the moment: <c>CONVERSATIONS_RACE_ROUNDS</c>, else what the fixture says.</summary>
    private protected int RaceRounds => Race.Setting("CONVERSATIONS_RACE_ROUNDS", _fixture.RaceRounds);

    /// <summary>Gets the clock of all providers of this test; it stands until the test moves it.</summary>
    protected ManualClock Clock { get; } = new();

    /// <summary>Gets a user of this test.</summary>
    protected UserId Alice { get; } = NewUserId("alice");

    /// <summary>Gets a user of this test.</summary>
    protected UserId Bob { get; } = NewUserId("bob");

    /// <summary>Gets a user of this test.</summary>
    protected UserId Carol { get; } = NewUserId("carol");

    /// <inheritdoc/>
    public virtual Task InitializeAsync() => Task.CompletedTask;

    /// <inheritdoc/>
    public virtual async Task DisposeAsync()
    {
        foreach (var provider in _providers)
            await provider.DisposeAsync();
    }

    /// <summary>Gives an id that no other test has.</summary>
    /// <param name="name">A name to recognise it by.</param>
    /// <returns>The id.</returns>
    protected static ConversationId NewId(string name = "room") => new($"{name}-{Guid.NewGuid():N}");

    /// <summary>Gives a user that no other test has.</summary>
    /// <param name="name">A name to recognise them by.</param>
    /// <returns>The id.</returns>
    protected static UserId NewUserId(string name = "user") => new($"{name}-{Guid.NewGuid():N}");

    /// <summary>Gives a message id that no other test has.</summary>
    /// <returns>The id.</returns>
    protected static MessageId NewMessageId() => MessageId.From(Guid.NewGuid());

    /// <summary>Makes a further provider on the same store; it is disposed with the test.</summary>
    /// <param name="configure">Sets options; null = the defaults.</param>
    /// <param name="add">Adds more, such as a policy; null = nothing.</param>
    /// <returns>The provider.</returns>
    protected ServiceProvider Build(Action<ConversationsOptions>? configure = null, Action<IConversationsBuilder>? add = null)
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(Clock);
        var builder = services.AddConversations(configure);
        _fixture.Use(builder);
        add?.Invoke(builder);
        var provider = services.BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true });
        _providers.Add(provider);
        return provider;
    }

    /// <summary>Creates a conversation of these users.</summary>
    /// <param name="users">Who takes part; none = Alice and Bob.</param>
    /// <returns>Its id.</returns>
    protected async Task<ConversationId> CreateAsync(params UserId[] users)
    {
        ArgumentNullException.ThrowIfNull(users);
        var id = NewId();
        UserId[] participants = users.Length == 0 ? [Alice, Bob] : users;
        await Conversations.CreateIfNotExistsAsync(id, new() { Participants = [.. participants.Select(user => new ParticipantDraft(user))] });
        return id;
    }

    /// <summary>Sends a text and gives the message back.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="sender">Who sends.</param>
    /// <param name="text">The text.</param>
    /// <returns>The message.</returns>
    protected async Task<Message> SendAsync(ConversationId id, UserId sender, string text = "hello")
    {
        var result = await Conversations.SendAsync(id, sender, text);
        Assert.True(result.Created);
        return Assert.IsType<Message>(result.Message);
    }

    /// <summary>Reads a whole list.</summary>
    /// <typeparam name="T">What is listed.</typeparam>
    /// <param name="list">The list.</param>
    /// <returns>All of it.</returns>
    protected static async Task<List<T>> AllAsync<T>(IAsyncEnumerable<T> list)
    {
        var all = new List<T>();
        await foreach (var item in list)
            all.Add(item);

        return all;
    }

    /// <summary>Reads a conversation that must exist.</summary>
    /// <param name="id">The conversation.</param>
    /// <returns>The conversation.</returns>
    protected async Task<Conversation> GetAsync(ConversationId id) => Assert.IsType<Conversation>(await Conversations.FindAsync(id));

    /// <summary>Reads a participant who must take part.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="user">The user.</param>
    /// <returns>The participant.</returns>
    protected async Task<Participant> GetParticipantAsync(ConversationId id, UserId user) =>
        Assert.IsType<Participant>(await Conversations.FindParticipantAsync(id, user));

    /// <summary>Reads a message that must exist.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="messageId">The message.</param>
    /// <returns>The message.</returns>
    protected async Task<Message> GetMessageAsync(ConversationId id, MessageId messageId) =>
        Assert.IsType<Message>(await Conversations.FindMessageAsync(id, messageId));

    /// <summary>Reads a membership, also one that ended.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="user">The user.</param>
    /// <returns>The membership; null = there never was one.</returns>
    protected async Task<Membership?> FindMembershipAsync(ConversationId id, UserId user)
    {
        var facts = await Store.ReadFactsAsync(new() { ConversationId = id, Users = [user] });
        return facts.Memberships.GetValueOrDefault(user);
    }

    /// <summary>Gives all that can be read of a conversation as one text, to compare before and after.</summary>
    /// <param name="id">The conversation.</param>
    /// <returns>The text.</returns>
    protected async Task<string> StateOfAsync(ConversationId id)
    {
        const int all = 10_000;
        var facts = await Store.ReadFactsAsync(new() { ConversationId = id, Users = [Alice, Bob, Carol] });
        var changes = await Store.ListChangesAsync(id, 0, all);
        return JsonSerializer.Serialize(new
        {
            Conversation = await Store.FindConversationAsync(id, null),
            Participants = await Store.ListParticipantsAsync(new() { ConversationId = id, Limit = all }),
            Messages = await Store.ListMessagesAsync(new() { ConversationId = id, Limit = all }),
            Memberships = facts.Memberships.Values.OrderBy(membership => membership.Participant.UserId),
            changes.Changes,
        });
    }

    /// <summary>Proves that a call is refused and leaves all of a conversation as it was.</summary>
    /// <typeparam name="TException">The exception, exactly.</typeparam>
    /// <param name="id">The conversation.</param>
    /// <param name="call">The call.</param>
    /// <returns>The exception.</returns>
    protected async Task<TException> RefusesAsync<TException>(ConversationId id, Func<Task> call)
        where TException : Exception
    {
        var before = await StateOfAsync(id);
        var error = await Assert.ThrowsAsync<TException>(call);
        Assert.Equal(before, await StateOfAsync(id));
        return error;
    }
}
