namespace Conversations.Testing;

/// <summary>Converts results to values that are compared by content, including the order of lists and of custom data.</summary>
internal static class Seen
{
    private static readonly IReadOnlyList<string> _none = [];

    internal static object? Of(object? read) => read switch
    {
        Conversation one => (one with { WelcomeMessages = _none }, string.Join('\n', one.WelcomeMessages), one.Custom.ToJson(), Of(one.LastMessage)),
        ConversationResult one => (Of(one.Conversation), one.Created),
        Message one => (one, one.Custom.ToJson(), one.RepliedTo?.Custom.ToJson()),
        ImportProgress one => (one.Stored, one.AlreadyThere, one.Refused),
        VisibleParticipant one => (one.UserId, one.Access, one.JoinedAt, one.ReadUpTo),
        SendResult one => (Of(one.Message), one.Created),
        ConversationsException error => (error.GetType(), error.Message),
        _ => read,
    };
}
