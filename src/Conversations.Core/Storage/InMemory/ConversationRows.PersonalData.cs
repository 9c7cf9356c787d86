namespace Conversations.Storage.InMemory;

/// <content>What is held about one user.</content>
internal sealed partial class ConversationRows
{
    internal bool Names(UserId userId) =>
        _members.Find(userId) is not null || _messages.Names(userId) || _log.Names(userId) || IsMentionedInSettings(userId);

    internal bool IsPresent(UserId userId) => _settings is not null && _members.FindPresent(userId) is not null;

    internal List<Reactor> ReactionsOf(UserId userId, long afterVersion, int limit) =>
        [.. _messages.ReactionsOf(userId).Where(one => one.Version > afterVersion).Take(limit)];

    internal bool Rewrite(IReadOnlyList<MessageRewrite> rewrites) => _messages.Rewrite(rewrites);

    internal void ReplaceUser(UserId userId, UserId replacement)
    {
        _messages.ReplaceUser(userId, replacement);
        _log.Replace(userId, replacement);
        _members.Forget(userId);
    }

    private bool IsMentionedInSettings(UserId userId) => _settings is { } settings
        && ((settings.Subject is { } subject && MentionTraces.Contains(subject, userId))
            || settings.WelcomeMessages.Any(text => MentionTraces.Contains(text, userId)));
}
