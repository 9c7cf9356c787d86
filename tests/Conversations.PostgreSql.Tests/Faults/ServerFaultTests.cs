using Npgsql;

namespace Conversations.PostgreSql.Tests.Faults;

public sealed class ServerFaultTests(ITestOutputHelper output)
{
    [Fact]
    public Task Server_that_is_killed_under_load_has_every_acknowledged_message_once() => UnderLoadAsync(server => server.Kill());

    [Fact]
    public Task Server_that_is_stopped_fast_under_load_has_every_acknowledged_message_once() => UnderLoadAsync(server => server.Stop("fast"));

    [Fact]
    public Task Server_that_is_stopped_immediately_under_load_has_every_acknowledged_message_once() => UnderLoadAsync(server => server.Stop("immediate"));

    [Fact]
    public async Task Server_that_ends_all_connections_again_and_again_has_every_acknowledged_message_once()
    {
        await using var hosts = new Hosts();
        var own = $"{Server.ConnectionString};Application Name={hosts.Schema}";
        var load = await Load.StartAsync([hosts.Start(own), hosts.Start(own)], clients: 16);
        await using var source = NpgsqlDataSource.Create(Server.ConnectionString);
        await using var end = source.CreateCommand(
            $"SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = '{hosts.Schema}'");

        var ended = 0L;
        for (var round = 0; round < 20 * FaultSettings.KillRounds; round++)
        {
            await load.AcknowledgesAsync(round % 20);
            ended += (long)(await end.ExecuteScalarAsync())!;
        }

        var anomalies = await load.EndAsync(hosts);

        output.WriteLine($"Ended {ended} connections: {load.Acknowledged} acknowledged, {load.Disturbed} disturbed, {hosts.Retries} sent again.");
        anomalies.Should().BeEmpty();
        load.Acknowledged.Should().BePositive();
        hosts.Retries.Should().BePositive();
    }

    private async Task UnderLoadAsync(Action<ThrowAwayServer> end)
    {
        using var server = ThrowAwayServer.Start("fsync=off");
        await using var hosts = new Hosts(server.ConnectionString);
        var load = await Load.StartAsync([hosts.Start(), hosts.Start()], clients: 16);

        for (var round = 0; round < FaultSettings.KillRounds; round++)
        {
            await load.AcknowledgesAsync(1 + (round * 37 % 200));
            await Task.Run(() => end(server));
            await Task.Run(server.Start);
            await load.AcknowledgesAsync(1);
        }

        var anomalies = await load.EndAsync(hosts);

        output.WriteLine($"{load.Acknowledged} acknowledged, {load.Disturbed} disturbed, {hosts.Retries} sent again.");
        anomalies.Should().BeEmpty();
        load.Acknowledged.Should().BeGreaterThan(FaultSettings.KillRounds);
        hosts.Retries.Should().BePositive();
    }
}
