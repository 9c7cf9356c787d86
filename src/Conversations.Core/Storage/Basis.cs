namespace Conversations.Storage;

/// <summary>What the decision behind a commit relied on. Where it no longer holds, the store refuses the commit as stale.</summary>
/// <remarks>
/// Null = the decision did not rely on it. Beyond these every commit relies on its conversation to exist (or, to be created,
/// not to) and on its message to be there (or, to be sent, not to).
/// </remarks>
public readonly record struct Basis
{
    /// <summary>Gets the settings version that the conversation must still have.</summary>
    public long? SettingsVersion { get; init; }

    /// <summary>Gets the user who must still take part, with <see cref="Access"/>.</summary>
    public UserId? Participant { get; init; }

    /// <summary>Gets the access that <see cref="Participant"/> must still have.</summary>
    public ParticipantAccess Access { get; init; }

    /// <summary>Gets the revision that the message must still have.</summary>
    public int? Revision { get; init; }

    /// <summary>Gets the number of different emoji that the message must still have.</summary>
    public int? EmojiCount { get; init; }

    /// <summary>Gets the emoji that must still be on the message, so that one more reaction with it makes no new one.</summary>
    public string? Emoji { get; init; }
}
