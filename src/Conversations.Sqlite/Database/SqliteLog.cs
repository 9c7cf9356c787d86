using Microsoft.Extensions.Logging;

namespace Conversations;

internal static partial class SqliteLog
{
    [LoggerMessage(1, LogLevel.Information, "The SQLite file was opened: schema {Schema}, SQLite {Version}.")]
    internal static partial void Opened(ILogger logger, long schema, string version);

    [LoggerMessage(2, LogLevel.Warning, SqliteLibrary.OldTemplate)]
    internal static partial void IsOld(ILogger logger, string version);

    [LoggerMessage(3, LogLevel.Warning, "A connection to the SQLite file failed and cannot be used any more. The file will be opened again.")]
    internal static partial void OpensAgain(ILogger logger, Exception error);
}
