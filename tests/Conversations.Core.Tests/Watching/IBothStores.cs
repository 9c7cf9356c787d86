using Conversations.Storage;

namespace Conversations.Watching;

/// <summary>What a store that can be watched implements.</summary>
public interface IBothStores : IConversationStore, IWatchStore;
