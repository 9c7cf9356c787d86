using Conversations.Json;
using Microsoft.Extensions.Caching.Memory;

namespace Conversations.Events;

/// <summary>Names and photos of senders, kept for some seconds, so that a message is not a lookup for each user who watches.</summary>
internal sealed class SenderNames(IUserLookup users) : IDisposable
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
        catch (StorageException)
        {
            return null;
        }

        return _names.Set(user, name, new MemoryCacheEntryOptions { AbsoluteExpirationRelativeToNow = _keepFor, Size = 1 });
    }

    public void Dispose() => _names.Dispose();
}
