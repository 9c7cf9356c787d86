using Conversations.Json;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Logging;

namespace Conversations.Events;

/// <summary>Names and photos of senders, kept for some seconds, so that a message is not a lookup for each user who watches.</summary>
internal sealed partial class SenderNames(IUserLookup users, ILogger<SenderNames> log) : IDisposable
{
    private static readonly TimeSpan _keepFor = TimeSpan.FromSeconds(10);

    private readonly MemoryCache _names = new(new MemoryCacheOptions { SizeLimit = 10_000 });

    /// <summary>Finds the name of a user, or null if nobody knows the user, or the directory fails: a name is not worth an event.</summary>
    internal async ValueTask<NameJson?> FindAsync(UserId user, CancellationToken cancellationToken)
    {
        if (_names.TryGetValue(user, out NameJson? name))
            return name;

        try
        {
            name = (await users.FindAsync([user], cancellationToken).ConfigureAwait(false)).TryGetValue(user, out var found) ? NameJson.Of(found) : null;
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            // The directory is the app's own code, which may throw anything. It is asked again soon.
            LogFailed(log, error);
        }

        return _names.Set(user, name, new MemoryCacheEntryOptions { AbsoluteExpirationRelativeToNow = _keepFor, Size = 1 });
    }

    public void Dispose() => _names.Dispose();

    [LoggerMessage(Level = LogLevel.Warning, Message = "The name of a sender could not be found. Events come without it.")]
    private static partial void LogFailed(ILogger log, Exception error);
}
