using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Conversations.Tests.DependencyInjection;

public sealed class OptionsTests
{
    private const string Good = "hunter2-hunter2-hunter2";
    private const string Short = "hunter2-short";

    [Fact]
    public async Task Host_starts_with_valid_options()
    {
        using var host = HostWith(options =>
        {
            options.IdSecrets.Add(Good);
            options.IdSecrets.Add(Good + "!");
            options.HideOneOnOneIds = true;
        });

        await host.StartAsync();
        await host.StopAsync();
    }

    [Fact]
    public Task Host_does_not_start_with_a_short_secret() =>
        AssertRefusedAsync(options => options.IdSecrets.Add(Short), "IdSecrets[0]*at least 16 bytes*");

    [Fact]
    public Task Host_does_not_start_with_a_secret_that_is_null() =>
        AssertRefusedAsync(options => options.IdSecrets.Add(null!), "IdSecrets[0]*");

    [Fact]
    public Task Host_does_not_start_with_a_secret_that_is_not_well_formed() =>
        AssertRefusedAsync(options => options.IdSecrets.Add(Good + "\ud800"), "IdSecrets[0]*lone surrogate*");

    [Fact]
    public Task Host_does_not_start_with_a_secret_that_is_listed_twice() => AssertRefusedAsync(
        options =>
        {
            options.IdSecrets.Add(Good);
            options.IdSecrets.Add(Good);
        },
        "IdSecrets[1]*same secret*");

    [Fact]
    public Task Host_does_not_start_when_ids_are_hidden_without_a_secret() =>
        AssertRefusedAsync(options => options.HideOneOnOneIds = true, "HideOneOnOneIds*IdSecrets is empty*");

    [Fact]
    public Task Host_does_not_start_without_limits() =>
        AssertRefusedAsync(options => options.Limits = null!, "Limits*");

    [Fact]
    public Task All_errors_are_reported_together() => AssertRefusedAsync(
        options =>
        {
            options.IdSecrets.Add(Short);
            options.IdSecrets.Add(Good);
            options.IdSecrets.Add(Good);
            options.Limits = null!;
        },
        "*IdSecrets[0]*IdSecrets[2]*Limits*");

    [Fact]
    public void Invalid_options_are_refused_without_a_host_too()
    {
        using var provider = new ServiceCollection().AddConversations(options => options.IdSecrets.Add(Short)).Services.BuildServiceProvider();

        var get = () => provider.GetRequiredService<IConversations>();

        get.Should().Throw<OptionsValidationException>().Which.ToString().Should().NotContain("hunter2");
    }

    [Theory]
    [InlineData(nameof(ConversationLimits.MaxParticipants), 1, 100_001)]
    [InlineData(nameof(ConversationLimits.MaxTextLength), 0, 100_001)]
    [InlineData(nameof(ConversationLimits.MaxWelcomeMessages), -1, 101)]
    [InlineData(nameof(ConversationLimits.MaxReactions), -1, 201)]
    [InlineData(nameof(ConversationLimits.MaxPageSize), 0, 1_001)]
    public async Task Host_does_not_start_with_a_limit_outside_its_bounds(string limit, int below, int above)
    {
        foreach (var value in new[] { below, above })
        {
            using var host = HostWith(options => options.Limits = With(limit, value));

            var start = () => host.StartAsync();

            (await start.Should().ThrowAsync<ArgumentOutOfRangeException>()).WithParameterName(limit);
        }

        foreach (var value in new[] { below + 1, above - 1 })
        {
            using var host = HostWith(options => options.Limits = With(limit, value));
            await host.StartAsync();
            await host.StopAsync();
        }
    }

    [Fact]
    public async Task Limits_that_the_app_sets_are_applied()
    {
        await using var provider = new ServiceCollection()
            .AddConversations(options => options.Limits = new() { MaxTextLength = 3, MaxPageSize = 2 })
            .Services.BuildServiceProvider();
        var conversations = provider.GetRequiredService<IConversations>();
        var (id, alice) = (new ConversationId("room"), new UserId("alice"));
        await conversations.CreateIfNotExistsAsync(id, new() { Participants = [new(alice)] });
        await conversations.SendAsync(id, alice, "abc");

        var tooLong = () => conversations.SendAsync(id, alice, "abcd");
        var tooMany = () => conversations.ListMessagesAsync(id).PageAsync(3);

        await tooLong.Should().ThrowAsync<InvalidConversationDataException>();
        await tooMany.Should().ThrowAsync<ArgumentOutOfRangeException>();
        (await conversations.FindAsync(id))!.MessageCount.Should().Be(1);
    }

    private static IHost HostWith(Action<ConversationsOptions> configure)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddConversations(configure);
        return builder.Build();
    }

    private static async Task AssertRefusedAsync(Action<ConversationsOptions> configure, string message)
    {
        using var host = HostWith(configure);

        var start = () => host.StartAsync();

        var error = (await start.Should().ThrowAsync<OptionsValidationException>()).WithMessage(message).Which;
        error.ToString().Should().NotContain("hunter2");
    }

    private static ConversationLimits With(string limit, int value) => limit switch
    {
        nameof(ConversationLimits.MaxParticipants) => new() { MaxParticipants = value },
        nameof(ConversationLimits.MaxTextLength) => new() { MaxTextLength = value },
        nameof(ConversationLimits.MaxWelcomeMessages) => new() { MaxWelcomeMessages = value },
        nameof(ConversationLimits.MaxReactions) => new() { MaxReactions = value },
        _ => new() { MaxPageSize = value },
    };
}
