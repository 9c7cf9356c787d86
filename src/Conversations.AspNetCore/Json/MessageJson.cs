using System.Text.Json.Serialization;

namespace Conversations.Json;

/// <summary>A message in the shape of TalkJS, with what this library knows besides.</summary>
internal sealed class MessageJson
{
    public required string Id { get; init; }

    public required string ConversationId { get; init; }

    public required string Type { get; init; }

    public string? SenderId { get; init; }

    public required string Text { get; init; }

    public required CustomData Custom { get; init; }

    public required string Origin { get; init; }

    public required long CreatedAt { get; init; }

    public long? EditedAt { get; init; }

    /// <summary>The message that this one replies to.</summary>
    public string? ReferencedMessageId { get; init; }

    public required long Sequence { get; init; }

    public required int Revision { get; init; }

    public required IReadOnlyList<ReactionJson> Reactions { get; init; }

    /// <summary>The text as a tree, on the user side.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<MarkupNode>? Markup { get; init; }

    /// <summary>The message that this one replies to, on the user side; or null if there is none, or it was deleted.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public MessageJson? RepliedTo { get; init; }

    /// <summary>Returns a message as the app sees it.</summary>
    internal static MessageJson OfApp(Message message) => Of(message, isDrawn: false);

    /// <summary>Returns a message with what a screen draws.</summary>
    internal static MessageJson OfUser(Message message) => Of(message, isDrawn: true);

    private static MessageJson Of(Message message, bool isDrawn) => new()
    {
        Id = message.Id.Value,
        ConversationId = message.ConversationId.Value,
        Type = message.Type == MessageType.System ? "SystemMessage" : "UserMessage",
        SenderId = message.SenderId?.Value,
        Text = message.Text,
        Custom = message.Custom,
        Origin = message.Origin switch
        {
            MessageOrigin.Session => "web",
            MessageOrigin.Import => "import",
            _ => "rest",
        },
        CreatedAt = UnixTime.Of(message.CreatedAt),
        EditedAt = UnixTime.Of(message.EditedAt),
        ReferencedMessageId = message.ReplyTo?.Value,
        Sequence = message.Sequence,
        Revision = message.Revision,
        Reactions = message.Reactions.Count == 0 ? [] : [.. message.Reactions.Select(one => new ReactionJson { Emoji = one.Emoji, Count = one.Count, CurrentUserReacted = one.ByViewer })],
        Markup = isDrawn ? global::Conversations.Markup.Parse(message.Text, message.MarkupOptions).Nodes : null,
        RepliedTo = isDrawn && message.RepliedTo is { } other ? OfUser(other) : null,
    };
}

/// <summary>A reaction to a message.</summary>
internal sealed class ReactionJson
{
    public required string Emoji { get; init; }

    public required int Count { get; init; }

    public required bool CurrentUserReacted { get; init; }
}

/// <summary>Who reacted, and when.</summary>
internal sealed class ReactorJson
{
    public required string UserId { get; init; }

    public required string Emoji { get; init; }

    public required long At { get; init; }

    internal static ReactorJson Of(Reactor reactor) => new() { UserId = reactor.UserId.Value, Emoji = reactor.Emoji, At = UnixTime.Of(reactor.At) };
}
