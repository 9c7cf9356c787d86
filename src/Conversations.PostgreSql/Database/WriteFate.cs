namespace Conversations;

/// <summary>What became of something that failed.</summary>
internal enum WriteFate
{
    /// <summary>It was not done, and trying again soon will not help.</summary>
    Refused,

    /// <summary>It was not done, or was rolled back, and may be tried again.</summary>
    NotDone,

    /// <summary>Nobody knows whether it was done.</summary>
    Unknown,
}
