using Conversations.PostgreSql.Tests.Watching;

namespace Conversations.PostgreSql.Tests;

/// <summary>How many statements each call runs, and how often it waits for the server.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1001", Justification = "xunit calls DisposeAsync.")]
public sealed class PostgreSqlCallCostTests : IAsyncLifetime
{
    private World _world = null!;

    public static TheoryData<string> Names => [.. Calls.All.Select(call => call.Name)];

    public async ValueTask InitializeAsync() => _world = await World.CreateAsync();

    public async ValueTask DisposeAsync() => await _world.DisposeAsync();

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Call_costs_what_it_says(string name)
    {
        var call = Calls.Find(name);
        var run = await call.PrepareAsync(_world);
        var (statements, roundTrips) = (_world.Store.Statements, _world.Watch.RoundTrips);

        await run();

        (_world.Store.Statements - statements, _world.Watch.RoundTrips - roundTrips).Should().Be((call.Statements, call.RoundTrips));
    }
}
