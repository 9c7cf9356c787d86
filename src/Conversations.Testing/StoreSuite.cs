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
            await provider.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Gives an id that no other test has.</summary>
    /// <param name="name">A name to recognise it by.</param>
    /// <returns>The id.</returns>
    protected static ConversationId NewId(string name = "room") => new($"{name}-{Guid.NewGuid():N}");

    /// <summary>Gives a user that no other test has.</summary>
    /// <param name="name">A name to recognise them by.</param>
    /// <returns>The id.</returns>
    protected static UserId NewUserId(string name = "user") => new($"{name}-{Guid.NewGuid():N}");

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
        await Conversations.CreateIfNotExistsAsync(id, new() { Participants = [.. participants.Select(user => new ParticipantDraft(user))] })
            .ConfigureAwait(false);
        return id;
    }

    /// <summary>Sends a text and gives the message back.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="sender">Who sends.</param>
    /// <param name="text">The text.</param>
    /// <returns>The message.</returns>
    protected async Task<Message> SendAsync(ConversationId id, UserId sender, string text = "hello")
    {
        var result = await Conversations.SendAsync(id, sender, text).ConfigureAwait(false);
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
        await foreach (var item in list.ConfigureAwait(false))
            all.Add(item);

        return all;
    }
}
