using Microsoft.Extensions.Logging;

namespace Conversations;

/// <summary>What watches log. Ids are not in it.</summary>
internal static partial class WatchLog
{
    [LoggerMessage(1, LogLevel.Warning, "Changes of watched conversations could not be read. They are read again.")]
    internal static partial void ReadFailed(ILogger logger, Exception error);

    [LoggerMessage(2, LogLevel.Warning, "It could not be found out which watched conversations other hosts have changed. It is tried again.")]
    internal static partial void LookFailed(ILogger logger, Exception error);

    [LoggerMessage(4, LogLevel.Warning, "Other hosts could not be told what this host has changed. Their watches find it out later.")]
    internal static partial void TellFailed(ILogger logger, Exception error);

    [LoggerMessage(3, LogLevel.Error, "The watches of a conversation were ended by an unexpected error.")]
    internal static partial void Ended(ILogger logger, Exception error);
}
