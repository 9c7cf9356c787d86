using Conversations.Storage;

namespace Conversations.Testing;

/// <summary>A call of one method of a store.</summary>
/// <param name="Method">The name of the method.</param>
/// <param name="Writes">Whether the call changes what <see cref="CallSuite"/> reads of the store.</param>
/// <param name="MakeAsync">Makes the call.</param>
internal sealed record StoreCall(string Method, bool Writes, Func<IConversationStore, StoreCallIds, CancellationToken, Task> MakeAsync);
