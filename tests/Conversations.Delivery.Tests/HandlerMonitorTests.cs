using Conversations.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Conversations.Delivery;

/// <summary>What two hosts know of one handler, step by step.</summary>
public sealed class HandlerMonitorTests : IAsyncLifetime
{
    private const string Name = "all";

    private static readonly TimeSpan _pauseAfter = TimeSpan.FromDays(5);
    private static readonly ConversationId _room = new("room");

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly ServiceProvider _services;
    private readonly IDeliveryStore _store;
    private readonly HandlerMonitor _failing;
    private readonly HandlerMonitor _succeeding;

    public HandlerMonitorTests()
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(_time);
        services.AddConversations().UseInMemory();
        _services = services.BuildServiceProvider();
        _store = (IDeliveryStore)_services.GetRequiredService<IConversationStore>();
        (_failing, _succeeding) = (Monitor(), Monitor());
    }

    public async ValueTask InitializeAsync()
    {
        await _store.TryAddHandlerAsync(Name, new HandlerState().ToJson(), walks: false);
        await TickAsync(_failing);
        await TickAsync(_succeeding);
    }

    [Fact]
    public async Task Handler_is_paused_if_no_host_has_had_a_success_for_long()
    {
        await FailAsync(_failing);
        _time.Advance(_pauseAfter);
        await FailAsync(_succeeding);

        (await StateAsync()).IsPaused.Should().BeTrue();
    }

    [Fact]
    public async Task Success_that_the_failing_host_did_not_know_of_ends_the_time_without_one()
    {
        await FailAsync(_failing);
        _time.Advance(_pauseAfter / 2);
        await _succeeding.SucceededAsync(isProbe: false);
        _time.Advance(_pauseAfter / 2);

        // This host learns of the first failure only now.
        await FailAsync(_succeeding);

        var state = await StateAsync();
        (state.IsPaused, state.FailingSince).Should().Be((false, _time.GetUtcNow()));
    }

    [Fact]
    public async Task Success_after_a_failure_of_another_host_is_stored_with_the_next_sweep()
    {
        await FailAsync(_failing);
        _time.Advance(TimeSpan.FromMinutes(1));
        await _succeeding.SucceededAsync(isProbe: false);
        await TickAsync(_succeeding);

        await _succeeding.FlushAsync();

        (await StateAsync()).FailingSince.Should().BeNull();
    }

    [Fact]
    public async Task Success_before_a_failure_of_another_host_changes_nothing()
    {
        await _succeeding.SucceededAsync(isProbe: false);
        _time.Advance(TimeSpan.FromMinutes(1));
        await FailAsync(_failing);
        await TickAsync(_succeeding);

        await _succeeding.FlushAsync();

        (await StateAsync()).FailingSince.Should().Be(_time.GetUtcNow());
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private HandlerMonitor Monitor() => new(
        new(Name, typeof(RecordingHandler), new() { PauseAfter = _pauseAfter }),
        new(_store, _services.GetRequiredService<IServiceScopeFactory>(), new(), _time, NullLogger.Instance, Guid.NewGuid(), null!, null!, new(), () => { }));

    private static Task<FailureFate> FailAsync(HandlerMonitor host) => host.FailedAsync(_room, new InvalidOperationException("No."), "No.");

    private async Task TickAsync(HandlerMonitor host)
    {
        var began = _time.GetTimestamp();
        host.Update(await _store.TickAsync(new(Guid.Empty, [], TimeSpan.Zero)), began);
    }

    private async Task<HandlerState> StateAsync() =>
        HandlerState.Parse((await _store.TickAsync(new(Guid.Empty, [], TimeSpan.Zero))).Handlers.Single().State);
}
