namespace Conversations;

/// <summary>What a write does about a conversation that another transaction has locked.</summary>
internal enum LockMode
{
    /// <summary>It waits for the lock, up to <see cref="PostgreSqlStoreOptions.LockTimeout"/> (10 seconds by default).</summary>
    Wait,

    /// <summary>It leaves the conversation out, and reports that it is locked. A commit that is no send waits for 50 ms first.</summary>
    Skip,
}
