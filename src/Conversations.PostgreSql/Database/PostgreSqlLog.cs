using Microsoft.Extensions.Logging;

namespace Conversations;

internal static partial class PostgreSqlLog
{
    [LoggerMessage(1, LogLevel.Warning, "Messages are sent to PostgreSQL again, with the same ids, because the last try failed or its answer was lost.")]
    internal static partial void SendsAgain(ILogger logger, Exception error);

    [LoggerMessage(2, LogLevel.Warning, "{Warning}")]
    internal static partial void ClocksDiffer(ILogger logger, string warning);
}
