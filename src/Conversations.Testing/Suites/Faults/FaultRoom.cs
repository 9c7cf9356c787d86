namespace Conversations.Testing;

/// <summary>The ids of the conversation in which a call is disturbed.</summary>
internal sealed record FaultRoom(ConversationId Id, UserId Alice, UserId Bob, UserId Carol)
{
    /// <summary>Gets the id of the message of Alice that is there before the call. Bob reacted to it.</summary>
    internal MessageId Old { get; } = new("old");

    /// <summary>Gets the id of the message that the call sends.</summary>
    internal MessageId New { get; } = new("new");

    /// <summary>Gets the ids of the messages that the call imports.</summary>
    internal IReadOnlyList<MessageId> Imported { get; } = [.. Enumerable.Range(0, 5).Select(i => new MessageId($"imported-{i}"))];

    /// <summary>Creates the conversation with everything that the calls need. It may be called again after a fault.</summary>
    internal async Task FillAsync(IConversations app)
    {
        await app.CreateIfNotExistsAsync(Id, new() { Subject = "before", Participants = [new(Alice), new(Bob)] });
        await app.SendAsync(Id, Alice, "before", Old);
        await app.AddReactionAsync(Id, Old, Bob, "👍");
    }
}
