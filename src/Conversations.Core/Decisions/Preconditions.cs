using System.Text;

namespace Conversations.Decisions;

/// <summary>
/// The conditions on which the decision of a commit relied. If one no longer holds, the store refuses the commit as stale.
/// </summary>
/// <remarks>
/// A property is null if the decision did not rely on it. Besides these conditions, every commit requires that its conversation
/// exists, or does not exist if the commit creates it. A commit about a message requires that the message exists, or, if it is
/// sent, that its id is free.
/// </remarks>
public readonly record struct Preconditions
{
    /// <summary>Gets the settings version that the conversation must still have.</summary>
    public long? SettingsVersion { get; init; }

    /// <summary>Gets the user who must still take part and have <see cref="Access"/>.</summary>
    public UserId? Participant { get; init; }

    /// <summary>
    /// Gets the access that <see cref="Participant"/> must still have. It is ignored if <see cref="Participant"/> is null.
    /// </summary>
    public ParticipantAccess Access { get; init; }

    /// <summary>Gets the revision that the message must still have.</summary>
    public int? Revision { get; init; }

    /// <summary>Gets the number of different emoji that the message must still have.</summary>
    public int? EmojiCount { get; init; }

    /// <summary>Gets an emoji that the message must still have, so that one more reaction with it does not add a new emoji.</summary>
    public string? Emoji { get; init; }

    /// <summary>
    /// Gets the emoji that the message must not have, because they look the same as the one that is added; or null if there are
    /// none.
    /// </summary>
    public IReadOnlyList<string>? AbsentEmoji { get; init; }

    private bool PrintMembers(StringBuilder builder) => Printed.Members(
        builder,
        "SettingsVersion = {0}, Participant = {1}, Access = {2}, Revision = {3}, EmojiCount = {4}, Emoji = {5}, AbsentEmoji = {6}",
        SettingsVersion, Participant, Access, Revision, EmojiCount, Emoji, Printed.List(AbsentEmoji));
}
