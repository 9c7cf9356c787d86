using Conversations.Storage;

namespace Conversations.Watching;

/// <summary>A store whose hosts tell each other what they have changed.</summary>
public interface IWokenStores : IConversationStore, IWatchStore, IWatchWakeUps;
