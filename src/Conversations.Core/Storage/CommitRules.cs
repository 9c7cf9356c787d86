namespace Conversations.Storage;

/// <summary>What follows from a kind of change, the same in every store.</summary>
public static class CommitRules
{
    /// <summary>Tells whether a change counts towards <see cref="Conversation.SettingsVersion"/>: those of attributes and membership do.</summary>
    /// <param name="change">The change.</param>
    /// <returns>Whether it counts.</returns>
    public static bool ChangesSettings(Change change) => change is not MessageChange;
}
