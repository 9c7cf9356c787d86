using System.Diagnostics.CodeAnalysis;

namespace Conversations.Delivery;

/// <summary>Finds nobody, and takes longer for it than content may wait for the handler.</summary>
[SuppressMessage("Performance", "CA1812", Justification = "The service provider creates it.")]
internal sealed class SlowDirectory : IUserDirectory
{
    public async Task<IReadOnlyCollection<User>> FindAsync(IReadOnlyCollection<UserId> userIds, CancellationToken cancellationToken)
    {
        await Task.Delay(TimeSpan.FromSeconds(1.2), cancellationToken);
        return [];
    }
}
