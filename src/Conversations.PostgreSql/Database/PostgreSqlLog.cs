using Microsoft.Extensions.Logging;

namespace Conversations;

internal static partial class PostgreSqlLog
{
    [LoggerMessage(1, LogLevel.Warning, "Messages are sent to PostgreSQL again, with the same ids, because the answer failed to come.")]
    internal static partial void SendsAgain(ILogger logger, Exception error);
}
