namespace Conversations.Storage.Writing;

/// <summary>The error of a call that was cancelled too late. The PostgreSQL store compiles this file too.</summary>
internal static class LateCancellation
{
    internal static OperationCanceledException Error(CancellationToken cancellationToken) => new(
        "The call was cancelled after its write had been sent, so it may have been stored. Make the same call again: that is safe.", cancellationToken);
}
