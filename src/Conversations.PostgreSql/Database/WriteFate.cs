namespace Conversations;

/// <summary>What became of a write that failed.</summary>
internal enum WriteFate
{
    /// <summary>It was not done, and a retry soon will not help.</summary>
    Refused,

    /// <summary>It was not done, or was rolled back, and can be retried.</summary>
    NotDone,

    /// <summary>It is unknown whether it was done.</summary>
    Unknown,
}
