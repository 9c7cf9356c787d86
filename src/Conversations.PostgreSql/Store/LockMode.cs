namespace Conversations;

/// <summary>What a write does about a conversation that another transaction has locked.</summary>
internal enum LockMode
{
    /// <summary>It waits for the lock for a sixth of <see cref="PostgreSqlStoreOptions.LockTimeout"/> (10 seconds by default), at most 5 seconds.</summary>
    Wait,

    /// <summary>It leaves the conversation out. A commit that is no send waits for 50 ms first.</summary>
    Skip,
}
