using Microsoft.Extensions.Logging;

namespace Conversations;

internal static partial class DeliveryLog
{
    [LoggerMessage(1, LogLevel.Warning, "The store could not serve the delivery of changes to handler '{Handler}'. It is tried again.")]
    internal static partial void StoreFailed(ILogger logger, Exception error, string handler);

    [LoggerMessage(2, LogLevel.Error, "The delivery of changes to handler '{Handler}' failed. It is tried again.")]
    internal static partial void Failed(ILogger logger, Exception error, string handler);

    [LoggerMessage(3, LogLevel.Debug, "Handler '{Handler}' failed at version {Version} of conversation '{ConversationId}'.")]
    internal static partial void AttemptFailed(ILogger logger, Exception error, string handler, ConversationId conversationId, long version);

    [LoggerMessage(4, LogLevel.Warning, "Handler '{Handler}' did not return when its token was cancelled. Its conversation waits for it.")]
    internal static partial void Hung(ILogger logger, string handler);

    [LoggerMessage(5, LogLevel.Warning, "The circuit of handler '{Handler}' is open: its destination seems to be down.")]
    internal static partial void CircuitOpened(ILogger logger, string handler);

    [LoggerMessage(10, LogLevel.Warning, "A conversation is parked for handler '{Handler}' after {Attempts} failed attempts, the last one by {Error}. IChangeHandlers lists it.")]
    internal static partial void Parked(ILogger logger, string handler, int attempts, string error);

    [LoggerMessage(11, LogLevel.Warning, "Handler '{Handler}' is paused on all hosts. IChangeHandlers.ResumeAsync lets it go on.")]
    internal static partial void HandlerPaused(ILogger logger, string handler);

    // Ids of conversations are in logs at Debug only.
    internal static void Lost(ILogger logger, string handler, long changes, ConversationId conversationId)
    {
        Lost(logger, handler, changes);
        LostIn(logger, handler, changes, conversationId);
    }

    [LoggerMessage(6, LogLevel.Error, "{Changes} changes of a conversation were removed from the log before handler '{Handler}' had handled them.")]
    private static partial void Lost(ILogger logger, string handler, long changes);

    [LoggerMessage(9, LogLevel.Debug, "Handler '{Handler}' lost {Changes} changes of conversation '{ConversationId}'.")]
    private static partial void LostIn(ILogger logger, string handler, long changes, ConversationId conversationId);

    [LoggerMessage(7, LogLevel.Warning, "The loop '{Loop}' of the delivery of changes failed. It goes on.")]
    internal static partial void LoopFailed(ILogger logger, Exception error, string loop);

    [LoggerMessage(8, LogLevel.Information, "Other hosts cannot wake this one through its connections to the database. It looks for their changes every {Interval}.")]
    internal static partial void CannotBeWoken(ILogger logger, TimeSpan interval);
}
