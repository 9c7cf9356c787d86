using System.Runtime.CompilerServices;
using System.Text.Json;
using Conversations.Decisions;
using Conversations.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Conversations.Testing;

/// <summary>
/// Base class of every suite of the contract. It provides a service provider with the store, a clock, and ids that no other
/// test uses.
/// </summary>
public abstract class StoreSuite : IAsyncLifetime
{
    private readonly List<ServiceProvider> _providers = [];

    private protected StoreSuite(StoreFixture fixture, BreakableStore? breakable = null)
    {
        Fixture = fixture;
        Breakable = breakable;
        Services = Build();
    }

    private protected StoreFixture Fixture { get; }

    /// <summary>Gets the store that this test may break, or null if it uses the store of the fixture.</summary>
    private protected BreakableStore? Breakable { get; }

    /// <summary>Gets the service provider with the default options. Most tests need no other one.</summary>
    protected IServiceProvider Services { get; }

    /// <summary>Gets the conversations as the app sees them.</summary>
    protected IConversations Conversations => Services.GetRequiredService<IConversations>();

    /// <summary>Gets the store itself.</summary>
    protected IConversationStore Store => Services.GetRequiredService<IConversationStore>();

    /// <summary>
    /// Gets the number of rounds of a race: the value of <c>CONVERSATIONS_RACE_ROUNDS</c>, or that of the fixture if the
    /// variable is not set.
    /// </summary>
    private protected int RaceRounds => Race.Setting("CONVERSATIONS_RACE_ROUNDS", Fixture.RaceRounds);

    /// <summary>
    /// Gets the number of random lists of commands: the value of <c>CONVERSATIONS_MODEL_RUNS</c>, or that of the fixture if the variable
    /// is not set.
    /// </summary>
    private protected int ModelRuns => Race.Setting("CONVERSATIONS_MODEL_RUNS", Fixture.ModelRuns);

    /// <summary>Gets the clock of all service providers of this test. Only the test moves it.</summary>
    protected FakeTimeProvider Clock { get; } = new(new(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero));

    /// <summary>Gets the id of a user that no other test uses.</summary>
    protected UserId Alice { get; } = NewUserId("alice");

    /// <summary>Gets the id of a second user that no other test uses.</summary>
    protected UserId Bob { get; } = NewUserId("bob");

    /// <summary>Gets the id of a third user that no other test uses.</summary>
    protected UserId Carol { get; } = NewUserId("carol");

    /// <inheritdoc/>
    public virtual ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public virtual async ValueTask DisposeAsync()
    {
        foreach (var provider in _providers)
            await provider.DisposeAsync();

        if (Breakable is not null)
            await Breakable.DisposeAsync();
    }

    /// <summary>Returns a conversation id that no other test uses.</summary>
    /// <param name="name">The start of the id, to recognise it in a failure.</param>
    /// <returns>The id.</returns>
    protected static ConversationId NewId(string name = "room") => new($"{name}-{Guid.NewGuid():N}");

    /// <summary>Returns a user id that no other test uses.</summary>
    /// <param name="name">The start of the id, to recognise it in a failure.</param>
    /// <returns>The id.</returns>
    protected static UserId NewUserId(string name = "user") => new($"{name}-{Guid.NewGuid():N}");

    /// <summary>Returns a message id that no other test uses.</summary>
    /// <returns>The id.</returns>
    protected static MessageId NewMessageId() => MessageId.From(Guid.NewGuid());

    /// <summary>Builds another service provider with the same store. It is disposed at the end of the test.</summary>
    /// <param name="configure">Sets the options, or null to use the defaults.</param>
    /// <param name="add">Registers more services, such as a policy, or null to register nothing more.</param>
    /// <returns>The service provider.</returns>
    protected ServiceProvider Build(Action<ConversationsOptions>? configure = null, Action<IConversationsBuilder>? add = null)
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(Clock);
        var builder = services.AddConversations(configure);
        if (Breakable is null)
            Fixture.Use(builder);
        else
            Breakable.Use(builder);

        add?.Invoke(builder);
        var provider = services.BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true });
        _providers.Add(provider);
        return provider;
    }

    /// <summary>Lets time pass, also for a store that has a clock of its own.</summary>
    private protected async Task PassAsync(TimeSpan time)
    {
        Clock.Advance(time);
        await Fixture.PassAsync(time);
    }

    /// <summary>Creates a conversation with these users as participants.</summary>
    /// <param name="users">The participants. If there are none, Alice and Bob take part.</param>
    /// <returns>The id of the conversation.</returns>
    protected async Task<ConversationId> CreateAsync(params UserId[] users)
    {
        ArgumentNullException.ThrowIfNull(users);
        var id = NewId();
        UserId[] participants = users.Length == 0 ? [Alice, Bob] : users;
        await Conversations.CreateIfNotExistsAsync(id, new() { Participants = [.. participants.Select(user => new ParticipantDraft(user))] });
        return id;
    }

    /// <summary>Sends a text as a new message. The test fails if the message existed already.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="sender">The sender.</param>
    /// <param name="text">The text.</param>
    /// <returns>The stored message.</returns>
    protected async Task<Message> SendAsync(ConversationId id, UserId sender, string text = "hello")
    {
        var result = await Conversations.SendAsync(id, sender, text);
        Assert.True(result.Created);
        return Assert.IsType<Message>(result.Message);
    }

    /// <summary>Reads a whole list.</summary>
    /// <typeparam name="T">The type of the items.</typeparam>
    /// <param name="list">The list.</param>
    /// <returns>All items in the order of the list.</returns>
    protected static async Task<List<T>> AllAsync<T>(IAsyncEnumerable<T> list)
    {
        var all = new List<T>();
        await foreach (var item in list)
            all.Add(item);

        return all;
    }

    /// <summary>Reads a conversation. The test fails if it does not exist.</summary>
    /// <param name="id">The conversation.</param>
    /// <returns>The conversation.</returns>
    protected async Task<Conversation> GetAsync(ConversationId id) => Assert.IsType<Conversation>(await Conversations.FindAsync(id));

    /// <summary>Reads a participant. The test fails if the user does not take part.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="user">The user.</param>
    /// <returns>The participant.</returns>
    protected async Task<Participant> GetParticipantAsync(ConversationId id, UserId user) =>
        Assert.IsType<Participant>(await Conversations.FindParticipantAsync(id, user));

    /// <summary>Reads a message. The test fails if it does not exist.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="messageId">The message.</param>
    /// <returns>The message.</returns>
    protected async Task<Message> GetMessageAsync(ConversationId id, MessageId messageId) =>
        Assert.IsType<Message>(await Conversations.FindMessageAsync(id, messageId));

    /// <summary>Reads the membership of a user from the store, even if it has ended.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="user">The user.</param>
    /// <returns>The membership, or null if the store has no membership of this user.</returns>
    protected async Task<Membership?> FindMembershipAsync(ConversationId id, UserId user)
    {
        var facts = await Store.ReadFactsAsync(new() { ConversationId = id, Users = [user] });
        return facts.Memberships.GetValueOrDefault(user);
    }

    /// <summary>Commits the first sequence that a participant sees. The other values of the participant are reset.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="user">The participant.</param>
    /// <param name="from">The sequence.</param>
    /// <returns>A task that completes when it is stored.</returns>
    private protected async Task SetVisibleFromAsync(ConversationId id, UserId user, long from)
    {
        var write = new ParticipantWrite(user, ParticipantAccess.ReadWrite, NotifySetting.All, Joins: false) { History = new(from) };
        var change = new ParticipantUpdated { ConversationId = id, At = Clock.GetUtcNow(), UserId = user };
        Assert.IsType<CommitOutcome.Stored>(Assert.Single(await Store.CommitAsync([new Commit { Change = change, Participants = [write] }])));
    }

    /// <summary>
    /// Returns everything that can be read of a conversation as one text. A test compares the texts before and after a call.
    /// </summary>
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

    /// <summary>Asserts that a call throws and that it does not change the conversation.</summary>
    /// <typeparam name="TException">The exact type of the exception.</typeparam>
    /// <param name="id">The conversation.</param>
    /// <param name="call">The call.</param>
    /// <param name="what">The expression of the call, for the message of a failure. The compiler passes it.</param>
    /// <returns>The exception.</returns>
    protected async Task<TException> RefusesAsync<TException>(
        ConversationId id, Func<Task> call, [CallerArgumentExpression(nameof(call))] string? what = null)
        where TException : Exception
    {
        var before = await StateOfAsync(id);
        var error = await Assert.ThrowsAsync<TException>(call, what);
        Assert.Equal(before, await StateOfAsync(id), $"The conversation after {what}");
        return error;
    }
}
