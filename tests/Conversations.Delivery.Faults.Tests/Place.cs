using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Delivery.Faults;

/// <summary>Where the conversations of a run are stored.</summary>
public abstract class Place : IAsyncDisposable
{
    /// <summary>Gets the arguments that let the program Conversations.Deliverer use the place.</summary>
    internal abstract IReadOnlyList<string> Arguments { get; }

    /// <summary>Chooses the store.</summary>
    internal abstract void Use(IConversationsBuilder builder);

    /// <summary>Changes a conversation as a commit does, in a transaction that is rolled back.</summary>
    internal abstract Task RollBackAsync(ConversationId id);

    public abstract ValueTask DisposeAsync();
}
