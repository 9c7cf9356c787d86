using Conversations.Decisions;
using Conversations.Storage;
using Microsoft.Extensions.Time.Testing;

namespace Conversations.Testing;

/// <summary>
/// Conversations whose size grows between two measurements: one with more and more messages, one with many participants, and the inbox
/// of a user with more and more conversations.
/// </summary>
internal sealed class CostWorld(IConversations conversations, IConversationStore store, FakeTimeProvider clock)
{
    private const int MessagesOfCrowd = 30;

    private int _messages;
    private int _rooms;
    private int _next;

    internal IConversations Conversations => conversations;

    internal IConversationStore Store => store;

    /// <summary>Gets a participant who sends all messages.</summary>
    internal UserId Alice { get; } = new("alice");

    /// <summary>Gets a participant who reads messages.</summary>
    internal UserId Bob { get; } = new("bob");

    /// <summary>Gets the user with many conversations, who has read nothing in any of them.</summary>
    internal UserId Carol { get; } = new("carol");

    /// <summary>Gets a participant who has read nothing.</summary>
    internal UserId Dora { get; } = new("dora");

    /// <summary>Gets the conversation whose messages become more. Its messages are "m-1", "m-2" and so on.</summary>
    internal ConversationId Long { get; } = new("long");

    /// <summary>Gets the conversation with many participants.</summary>
    internal ConversationId Crowd { get; private set; }

    /// <summary>Gets the number of messages that <see cref="Long"/> had when it was last filled.</summary>
    internal int Messages => _messages;

    /// <summary>Gets the first conversation of <see cref="Carol"/>.</summary>
    internal ConversationId Room { get; } = new("room-0");

    /// <summary>Gets a place in the inbox of <see cref="Carol"/> that is not at its beginning.</summary>
    internal InboxPlace? Place { get; private set; }

    /// <summary>Gets a place in the list of participants of <see cref="Crowd"/> that is not at its beginning.</summary>
    internal (DateTimeOffset JoinedAt, UserId UserId)? Position { get; private set; }

    internal DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>Returns a text that was not returned before.</summary>
    internal string Next() => $"text {++_next}";

    /// <summary>Lets each of the three grow to a size.</summary>
    internal async Task FillAsync(CostSize size)
    {
        await FillMessagesAsync(size.Messages);
        await FillCrowdAsync(size.Participants);
        await FillInboxAsync(size.Conversations);
        Place = (await store.ListInboxAsync(new() { UserId = Carol, Limit = 50 })).Next;
        Position = (await store.ListParticipantsAsync(new() { ConversationId = Crowd, Limit = 5 }))!.Select(one => (one.JoinedAt, one.UserId)).Last();
    }

    /// <summary>Creates a conversation with messages of Alice.</summary>
    internal async Task<ConversationId> CreateAsync(int messages)
    {
        var id = new ConversationId($"remains-{messages}");
        await CreateAsync(id, [Alice, Bob]);
        await SendAsync(id, 0, messages);
        return id;
    }

    /// <summary>Imports messages into <see cref="Long"/> by one call of the store.</summary>
    internal Task ImportAsync(int count) => store.CommitAsync([.. Enumerable.Range(0, count).Select(_ => Importing(new(Next())))]);

    /// <summary>Commits that <see cref="Alice"/> deletes a conversation, without the purge that follows.</summary>
    internal Task DeleteAsync(ConversationId id) => store.CommitAsync([new() { Change = new ConversationDeleted { ConversationId = id, At = Now } }]);

    private async Task FillMessagesAsync(int count)
    {
        if (_messages == 0)
            await CreateAsync(Long, [Alice, Bob, Dora]);

        await SendAsync(Long, _messages, count);
        _messages = count;
    }

    private async Task FillCrowdAsync(int count)
    {
        Crowd = new($"crowd-{count}");
        await CreateAsync(Crowd, [Alice, Bob, .. Enumerable.Range(2, count - 2).Select(i => new UserId($"user-{i}"))]);
        await SendAsync(Crowd, 0, MessagesOfCrowd);
    }

    /// <summary>The messages are two minutes apart, which is more than an index may lag behind.</summary>
    private async Task FillInboxAsync(int count)
    {
        var rooms = Enumerable.Range(_rooms, count - _rooms).Select(i => new ConversationId($"room-{i}")).ToList();
        await Task.WhenAll(rooms.Select(id => CreateAsync(id, [Carol, Alice])));
        foreach (var id in rooms)
        {
            clock.Advance(TimeSpan.FromMinutes(2));
            await conversations.SendAsync(id, Alice, "Hello");
        }

        clock.Advance(TimeSpan.FromMinutes(2));
        _rooms = count;
    }

    private Task<ConversationResult> CreateAsync(ConversationId id, IEnumerable<UserId> users) =>
        conversations.CreateIfNotExistsAsync(id, new() { Participants = [.. users.Select(user => new ParticipantDraft(user))] });

    private Task<SendResult[]> SendAsync(ConversationId id, int after, int count) => Task.WhenAll(
        Enumerable.Range(after + 1, count - after).Select(i => conversations.SendAsync(id, Alice, $"Message {i}", new MessageId($"m-{i}"))));

    private Commit Importing(MessageId id) => new()
    {
        Change = new MessageSent { ConversationId = Long, MessageId = id, At = Now },
        Message = new()
        {
            Id = id,
            Text = "Old",
            Origin = MessageOrigin.Import,
            ImportedAt = Now.AddDays(-1),
            Hash = ContentHash.Of("Old", CustomData.Empty, null),
        },
        Import = new(KeepsRead: true, HidesFromOthers: false),
    };
}
