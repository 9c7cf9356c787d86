namespace Conversations.Storage;

/// <summary>How far <see cref="IPersonalDataStore.ReplaceUserAsync"/> came in one conversation. The default value is the beginning.</summary>
/// <param name="Sequence">The sequence of the last message that was looked at; 0 at the beginning.</param>
/// <param name="Version">The version of the last change that was looked at; 0 at the beginning.</param>
public readonly record struct ReplacedUpTo(long Sequence, long Version);
