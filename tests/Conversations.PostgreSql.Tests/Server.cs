namespace Conversations.PostgreSql.Tests;

/// <summary>The server that all tests share: the one of the connection string <c>CONVERSATIONS_POSTGRES</c> if it is set, else a throw-away server.</summary>
internal static class Server
{
    private static readonly Lazy<string> _connectionString = new(() =>
        Environment.GetEnvironmentVariable("CONVERSATIONS_POSTGRES") is { Length: > 0 } given ? given : Start());

    internal static string ConnectionString => _connectionString.Value;

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Reliability", "CA2000", Justification = "It ends with this process.")]
    private static string Start()
    {
        var server = ThrowAwayServer.Start("fsync=off");
        return $"{server.ConnectionString};Maximum Pool Size=20;Connection Idle Lifetime=5;Connection Pruning Interval=5";
    }
}
