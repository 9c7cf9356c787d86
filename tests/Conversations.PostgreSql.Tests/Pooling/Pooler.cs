namespace Conversations.PostgreSql.Tests.Pooling;

/// <summary>A pooler in transaction mode before a server of its own. All tests of pooling share both.</summary>
internal static class Pooler
{
    /// <summary>How many sessions of the server all clients share.</summary>
    internal const int Sessions = 4;

    private static readonly Lazy<(string Direct, string Pooled)> _both = new(Start);

    /// <summary>Gets the connection string through the pooler.</summary>
    internal static string ConnectionString => $"{_both.Value.Pooled};Maximum Pool Size=20";

    /// <summary>Gets the connection string past the pooler.</summary>
    internal static string Direct => _both.Value.Direct;

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Reliability", "CA2000", Justification = "Both end with this process.")]
    private static (string Direct, string Pooled) Start()
    {
        var server = ThrowAwayServer.Start("fsync=off");
        return ($"{server.ConnectionString};Maximum Pool Size=20", ThrowAwayPooler.Start(server, Sessions).ConnectionString);
    }
}
