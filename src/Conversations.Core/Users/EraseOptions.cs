namespace Conversations;

/// <summary>How a user is erased.</summary>
public sealed record EraseOptions
{
    /// <summary>Gets whether the texts of their messages stay, under an id that says nothing; no by default: the messages are deleted.</summary>
    /// <remarks>An erasure that was cut off goes on as it began, whatever is asked for when it goes on.</remarks>
    public bool KeepTexts { get; init; }

    /// <summary>Gets what is told after each conversation; null = nothing.</summary>
    public IProgress<ErasureProgress>? Progress { get; init; }
}
