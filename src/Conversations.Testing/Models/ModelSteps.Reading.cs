using Conversations.Decisions;

namespace Conversations.Testing;

/// <content>Commands that change read states, called by the app or by a session of the user.</content>
internal sealed partial class ModelSteps
{
    private ModelStep MarkAsRead(ConversationModel before)
    {
        var (user, isApp) = (User(before), Chance(50));
        var upTo = OneOf<long?>([null, 0, 1, 3, 5, before.Conversation()?.LastSequence ?? 0, 1_000, long.MaxValue]);
        return new(
            $"mark as read for {user} up to {upTo}{By(isApp)}",
            async conversations => isApp
                ? await conversations.MarkAsReadAsync(id, user, upTo)
                : await conversations.As(user).MarkAsReadAsync(id, upTo),
            (model, _) => Mark(model, user, isApp, model.MarkAsRead(user, upTo ?? long.MaxValue)));
    }

    private ModelStep MarkAsUnread(ConversationModel before)
    {
        var (user, isApp) = (User(before), Chance(50));
        return new(
            $"mark as unread for {user}{By(isApp)}",
            async conversations => isApp
                ? await conversations.MarkAsUnreadAsync(id, user)
                : await conversations.As(user).MarkAsUnreadAsync(id),
            (model, _) => Mark(model, user, isApp, model.MarkAsUnread(user)));
    }

    private (ConversationModel Next, object? Result) Mark(ConversationModel before, UserId user, bool isApp, ConversationModel next) =>
        next.ReadState(user) is { } state ? (next, state)
        : isApp && before.Conversation() is not null ? throw new ConversationAccessException(id, user, "does not take part")
        : throw new ConversationNotFoundException(id);

    private static string By(bool isApp) => isApp ? "" : ", by the user's session";
}
