namespace Conversations.Testing;

/// <summary>How a call ended whose store may have been broken.</summary>
internal enum Ending
{
    /// <summary>The call returned.</summary>
    Done,

    /// <summary>The call threw <see cref="StorageException"/>: nothing was written.</summary>
    NotStored,

    /// <summary>The call threw <see cref="OutcomeUnknownException"/>.</summary>
    Unknown,

    /// <summary>The library refused the call, because what it is about does not exist or was changed.</summary>
    Refused,
}
