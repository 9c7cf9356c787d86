using Microsoft.Extensions.Logging;

namespace Microsoft.Extensions.DependencyInjection;

internal static partial class ConversationsLog
{
    [LoggerMessage(1, LogLevel.Warning, "Conversations are kept in memory, and are lost when the process ends. Choose a store to keep them.")]
    internal static partial void KeptInMemory(ILogger logger);
}
