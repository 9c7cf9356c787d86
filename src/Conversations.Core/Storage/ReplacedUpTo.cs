using System.Diagnostics.CodeAnalysis;

namespace Conversations.Storage;

/// <summary>How far <see cref="IPersonalDataStore.ReplaceUserAsync"/> came in one conversation. The default value is the beginning.</summary>
/// <param name="sequence">The sequence of the last message that was looked at; 0 at the beginning.</param>
/// <param name="version">The version of the last change that was looked at; 0 at the beginning.</param>
[SuppressMessage("Performance", "CA1815", Justification = "Nobody compares these.")]
public readonly struct ReplacedUpTo(long sequence, long version)
{
    /// <summary>Gets the sequence of the last message that was looked at; 0 at the beginning.</summary>
    public long Sequence { get; } = sequence;

    /// <summary>Gets the version of the last change that was looked at; 0 at the beginning.</summary>
    public long Version { get; } = version;
}
