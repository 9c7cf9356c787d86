using System.Text.Json;

namespace Conversations.Switched;

/// <summary>Conversations with every kind of time in them.</summary>
public static class World
{
    private static readonly UserId _alice = new("alice");
    private static readonly UserId _bob = new("bob");

    /// <summary>Gets the conversation that the tests write.</summary>
    public static ConversationId Here { get; } = new("here");

    /// <summary>Gets the conversation that the program with the switches writes.</summary>
    public static ConversationId There { get; } = new("there");

    /// <summary>Creates a conversation in which messages were sent, imported, edited and reacted to.</summary>
    public static async Task WriteAsync(IConversations conversations, ConversationId id)
    {
        ArgumentNullException.ThrowIfNull(conversations);
        await conversations.CreateIfNotExistsAsync(id, new() { Participants = [new(_alice), new(_bob)] });
        var old = new ImportedMessage { Id = new("imported"), SenderId = _bob, Text = "imported", CreatedAt = new(2001, 2, 3, 4, 5, 6, TimeSpan.Zero) };
        await conversations.ImportAsync(id, new[] { old }.ToAsyncEnumerable());
        foreach (var name in new[] { "one", "two", "three" })
            await conversations.SendAsync(id, _alice, name, new MessageId(name));

        await conversations.EditMessageAsync(id, new("two"), new() { Text = "edited" });
        await conversations.AddReactionAsync(id, new("two"), _bob, ":up:");
    }

    /// <summary>Reads all of both conversations as JSON, a line each.</summary>
    public static async Task<IReadOnlyList<string>> ReadAsync(IConversations conversations)
    {
        ArgumentNullException.ThrowIfNull(conversations);
        var lines = new List<string>();
        foreach (var id in new[] { Here, There })
        {
            lines.Add(Json((await conversations.FindAsync(id))!));
            lines.AddRange((await conversations.ListMessagesAsync(id).PageAsync()).Items.Select(Json));
            lines.AddRange((await conversations.ListParticipantsAsync(id).PageAsync()).Items.Select(Json));
            lines.AddRange((await conversations.ListReactionsAsync(id, new("two")).PageAsync()).Items.Select(Json));
            lines.Add(Json((await conversations.FindReadStateAsync(id, _bob))!));
        }

        lines.AddRange((await conversations.As(_alice).ListInboxAsync().PageAsync()).Items.Select(Json));
        var always = new ConversationQuery { Filters = [ConversationFilter.Created(DateTimeOffset.MinValue, DateTimeOffset.MaxValue)] };
        lines.AddRange((await conversations.As(_alice).ListInboxAsync(always).PageAsync()).Items.Select(Json));
        return lines;
    }

    private static string Json<T>(T value) => JsonSerializer.Serialize(value, ConversationsJson.Options);
}
