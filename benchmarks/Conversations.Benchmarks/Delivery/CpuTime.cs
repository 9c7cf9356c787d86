namespace Conversations.Benchmarks;

/// <summary>CPU time of this process and of a server.</summary>
internal readonly record struct CpuTime(TimeSpan Own, TimeSpan Server)
{
    internal TimeSpan Sum => Own + Server;

    internal CpuTime Since(CpuTime before) => new(Own - before.Own, Server - before.Server);

    /// <summary>Returns the microseconds for each of several things, "in the process + in the server".</summary>
    internal string Each(int count) =>
        Server == TimeSpan.Zero ? $"{Own.TotalMicroseconds / count:N1}" : $"{Own.TotalMicroseconds / count:N1} + {Server.TotalMicroseconds / count:N1}";
}
