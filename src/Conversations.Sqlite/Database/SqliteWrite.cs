using Conversations.Storage;

namespace Conversations;

/// <summary>Something to do inside of a transaction of the writer.</summary>
internal sealed record SqliteWrite(Func<SqliteSession, object?> Run, MessageId? MessageId = null) : IQueuedWrite;
