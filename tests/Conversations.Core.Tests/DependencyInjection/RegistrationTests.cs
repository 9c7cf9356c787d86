using Conversations.Storage;
using Conversations.Storage.InMemory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Conversations.Tests.DependencyInjection;

public sealed class RegistrationTests
{
    private static readonly ConversationId _id = new("room");
    private static readonly UserId _alice = new("alice");

    [Fact]
    public void Adding_twice_registers_nothing_twice()
    {
        var once = new ServiceCollection();
        var twice = new ServiceCollection();

        once.AddConversations();
        twice.AddConversations();
        twice.AddConversations();

        Ours(twice).Should().Equal(Ours(once));
        Ours(twice).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task Adding_twice_applies_both_configurations_to_one_app()
    {
        var services = new ServiceCollection();
        services.AddConversations(options => options.IdSecrets.Add("0123456789abcdef"));
        services.AddConversations(options => options.HideOneOnOneIds = true);
        await using var provider = services.BuildServiceProvider();

        var opened = await provider.GetRequiredService<IConversations>().OpenOneOnOneAsync(_alice, new("bob"));

        var plain = OneOnOneId.Compute("alice", "bob");
        opened.Conversation.Id.Should().Be(HmacConversationId.Derive("0123456789abcdef", plain.Value));
        provider.GetServices<IConversations>().Should().ContainSingle();
    }

    [Fact]
    public async Task Adding_again_keeps_the_store_that_was_chosen_before()
    {
        var store = new InMemoryConversationStore();
        var services = new ServiceCollection();
        services.AddConversations().UseStore("UseMine", _ => store);
        services.AddConversations();
        await using var provider = services.BuildServiceProvider();

        await CreateAsync(provider);

        provider.GetServices<IConversationStore>().Should().Equal(store);
        (await store.FindConversationAsync(_id, null)).Should().NotBeNull();
    }

    [Fact]
    public async Task Conversations_work_in_an_app_without_logging()
    {
        await using var provider = new ServiceCollection().AddConversations().Services.BuildServiceProvider();

        await CreateAsync(provider);

        (await provider.GetRequiredService<IConversations>().FindAsync(_id)).Should().NotBeNull();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task In_memory_store_logs_one_warning_per_provider(bool isChosen)
    {
        using var log = new LogOfWarnings();
        var services = new ServiceCollection().AddLogging(logging => logging.AddProvider(log));
        var builder = services.AddConversations();
        if (isChosen)
            builder.UseInMemory();

        for (var i = 0; i < 2; i++)
        {
            await using var provider = services.BuildServiceProvider();
            await CreateAsync(provider);
            provider.GetRequiredService<IConversations>();
        }

        log.Warnings.Should().HaveCount(2).And.OnlyContain(warning => warning.Contains("in memory", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Custom_store_logs_no_warning()
    {
        using var log = new LogOfWarnings();
        var services = new ServiceCollection().AddLogging(logging => logging.AddProvider(log));
        services.AddConversations().UseStore("UseMine", _ => new InMemoryConversationStore());
        await using var provider = services.BuildServiceProvider();

        await CreateAsync(provider);

        log.Warnings.Should().BeEmpty();
    }

    [Fact]
    public void Second_choice_of_a_store_is_refused_and_the_error_names_both()
    {
        var builder = new ServiceCollection().AddConversations().UseInMemory();

        var again = () => builder.UseStore("UseMine", _ => new InMemoryConversationStore());

        again.Should().Throw<InvalidOperationException>().WithMessage("*UseInMemory()*UseMine()*");
        builder.Services.Should().ContainSingle(service => service.ServiceType == typeof(IConversationStore));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    public void Choice_of_a_store_without_a_name_is_refused(string? name)
    {
        var builder = new ServiceCollection().AddConversations();

        var use = () => builder.UseStore(name!, _ => new InMemoryConversationStore());

        use.Should().Throw<ArgumentException>().WithParameterName("choice");
    }

    [Fact]
    public async Task All_threads_and_scopes_share_one_conversations_object()
    {
        await using var provider = new ServiceCollection().AddConversations().Services
            .BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true, ValidateOnBuild = true });

        var seen = await Task.WhenAll(Enumerable.Range(0, 64).Select(i => Task.Run(async () =>
        {
            await using var scope = provider.CreateAsyncScope();
            var conversations = scope.ServiceProvider.GetRequiredService<IConversations>();
            await CreateAsync(provider);
            await conversations.SendAsync(_id, _alice, "text", new MessageId($"m{i}"));
            return conversations;
        })));

        seen.Distinct().Should().ContainSingle();
        (await seen[0].FindAsync(_id))!.MessageCount.Should().Be(64);
    }

    [Fact]
    public async Task Clock_of_the_app_is_used()
    {
        var clock = new FakeTimeProvider();
        await using var provider = new ServiceCollection().AddSingleton<TimeProvider>(clock).AddConversations().Services.BuildServiceProvider();

        await CreateAsync(provider);

        (await provider.GetRequiredService<IConversations>().FindAsync(_id))!.CreatedAt.Should().Be(clock.GetUtcNow());
    }

    private static Task<ConversationResult> CreateAsync(IServiceProvider provider) => provider.GetRequiredService<IConversations>()
        .CreateIfNotExistsAsync(_id, new() { Participants = [new(_alice)] });

    /// <summary>
    /// Returns the registrations of this library, without the registrations with which the framework configures
    /// options.
    /// </summary>
    private static IEnumerable<(Type, Type?)> Ours(IServiceCollection services) => services
        .Where(service => service.ServiceType.FullName!.StartsWith("Conversations", StringComparison.Ordinal)
            || service.ServiceType == typeof(IValidateOptions<ConversationsOptions>))
        .Select(service => (service.ServiceType, service.ImplementationType));
}
