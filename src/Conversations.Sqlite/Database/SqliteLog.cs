using Microsoft.Extensions.Logging;

namespace Conversations;

internal static partial class SqliteLog
{
    [LoggerMessage(1, LogLevel.Information, "The SQLite file was opened: schema {Schema}, SQLite {Version}.")]
    internal static partial void Opened(ILogger logger, long schema, string version);

    [LoggerMessage(2, LogLevel.Warning, "SQLite {Version} may lose commits where two processes use one file (WAL-reset bug). Use 3.51.3 or later.")]
    internal static partial void MayLoseCommits(ILogger logger, string version);

    [LoggerMessage(3, LogLevel.Warning, "The SQLite file will be opened again, because it failed in a way that this connection does not outlive.")]
    internal static partial void OpensAgain(ILogger logger, Exception error);
}
