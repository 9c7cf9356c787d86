using System.Globalization;

namespace Conversations.PostgreSql.Tests.Faults;

/// <summary>How often faults are injected.</summary>
internal static class FaultSettings
{
    /// <summary>Gets how often a server is killed, stopped or made to drop its connections; 20 before a release.</summary>
    internal static int KillRounds { get; } = Read("CONVERSATIONS_KILL_ROUNDS", 2);

    /// <summary>Gets how many answers are withheld; 100 before a release.</summary>
    internal static int Cuts { get; } = Read("CONVERSATIONS_CUTS", 40);

    private static int Read(string name, int standard) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } given ? int.Parse(given, CultureInfo.InvariantCulture) : standard;
}
