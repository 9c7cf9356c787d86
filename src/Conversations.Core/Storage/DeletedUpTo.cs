namespace Conversations.Storage;

/// <summary>What one call of <see cref="IPersonalDataStore.DeleteMessagesOfAsync"/> deleted.</summary>
/// <param name="Count">The number of messages; 0 if none is left.</param>
/// <param name="Sequence">The sequence of the last of them, after which the next call begins.</param>
public readonly record struct DeletedUpTo(int Count, long Sequence);
