using Microsoft.Extensions.Logging;

namespace Conversations;

/// <summary>What watches log. Ids are not in it.</summary>
internal static partial class WatchLog
{
    [LoggerMessage(1, LogLevel.Warning, "Changes of watched conversations could not be read. They are read again.")]
    internal static partial void ReadFailed(ILogger logger, Exception error);

    [LoggerMessage(2, LogLevel.Warning, "It could not be found out what other hosts have changed, or they could not be told. It is tried again.")]
    internal static partial void TurnFailed(ILogger logger, Exception error);

    [LoggerMessage(3, LogLevel.Error, "The watches of a conversation were ended by an unexpected error.")]
    internal static partial void Ended(ILogger logger, Exception error);
}
