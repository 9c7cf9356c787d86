using Conversations.Decisions;
using Conversations.Storage;

namespace Conversations.Testing;

/// <summary>
/// Tests reads for a viewer. A user who does not take part gets the same result as if the conversation did not exist.
/// </summary>
/// <param name="fixture">The fixture of the store to test.</param>
public abstract class ViewerSuite(StoreFixture fixture) : StoreSuite(fixture)
{
    private const string EveryRead = "conversation messages participants message reactors participant";

    [Fact]
    [Rule(nameof(IConversationStore), 4)]
    public async Task Every_read_returns_a_result_to_a_participant()
    {
        var (id, message) = await CreateWithMessageAsync();

        Assert.Equal(EveryRead, await AnswersAsync(id, message, Bob));
    }

    [Fact]
    [Rule(nameof(IConversationStore), 4)]
    public async Task Every_read_returns_a_result_to_a_participant_with_read_access()
    {
        var (id, message) = await CreateWithMessageAsync();
        await Conversations.SetParticipantAsync(id, Bob, new() { Access = ParticipantAccess.Read });

        Assert.Equal(EveryRead, await AnswersAsync(id, message, Bob));
    }

    [Fact]
    [Rule(nameof(IConversationStore), 4)]
    public async Task No_read_returns_a_result_to_a_user_who_never_took_part()
    {
        var (id, message) = await CreateWithMessageAsync();

        Assert.Equal("", await AnswersAsync(id, message, Carol));
    }

    [Fact]
    [Rule(nameof(IConversationStore), 4)]
    public async Task No_read_returns_a_result_to_a_removed_user()
    {
        var (id, message) = await CreateWithMessageAsync();
        await Conversations.RemoveParticipantAsync(id, Bob);

        Assert.Equal("", await AnswersAsync(id, message, Bob));
    }

    [Fact]
    [Rule(nameof(IConversationStore), 4)]
    public async Task No_read_returns_a_result_to_a_user_who_left()
    {
        var (id, message) = await CreateWithMessageAsync();
        var left = new ParticipantRemoved { ConversationId = id, At = Clock.GetUtcNow(), UserId = Bob, Actor = Bob };
        await Store.CommitAsync([new Commit { Change = left }]);

        Assert.Equal("", await AnswersAsync(id, message, Bob));
    }

    [Fact]
    [Rule(nameof(IConversationStore), 4)]
    public async Task Every_read_returns_a_result_to_a_participant_who_rejoined()
    {
        var (id, message) = await CreateWithMessageAsync();
        await Conversations.RemoveParticipantAsync(id, Bob);
        await Conversations.SetParticipantAsync(id, Bob);

        Assert.Equal(EveryRead, await AnswersAsync(id, message, Bob));
    }

    [Fact]
    [Rule(nameof(IConversationStore), 4)]
    public async Task No_read_returns_a_result_for_a_conversation_that_never_existed() =>
        Assert.Equal("", await AnswersAsync(NewId(), NewMessageId(), Alice));

    [Fact]
    [Rule(nameof(IConversationStore), 4)]
    [Rule(nameof(IConversationStore.CommitAsync), 11)]
    public async Task No_read_returns_a_result_for_a_deleted_conversation()
    {
        var (id, message) = await CreateWithMessageAsync();
        await Conversations.DeleteAsync(id);

        Assert.Equal("", await AnswersAsync(id, message, Bob));
    }

    [Fact]
    [Rule(nameof(IConversationStore), 4)]
    public async Task Every_read_returns_a_result_to_the_app()
    {
        var (id, message) = await CreateWithMessageAsync();

        Assert.Equal(EveryRead, await AnswersAsync(id, message, null));
    }

    [Fact]
    [Rule(nameof(IConversationStore.FindConversationAsync), 1)]
    public async Task A_conversation_is_returned_with_the_participant_of_its_viewer()
    {
        var (id, _) = await CreateWithMessageAsync();

        var forBob = Assert.IsType<StoredConversation>(await Store.FindConversationAsync(id, Bob));
        var forTheApp = Assert.IsType<StoredConversation>(await Store.FindConversationAsync(id, null));

        Assert.Equal(await GetParticipantAsync(id, Bob), forBob.Viewer);
        Assert.Equal(id, forBob.Conversation.Id);
        Assert.Null(forTheApp.Viewer);
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 8)]
    public async Task A_new_participant_sees_the_whole_history()
    {
        var (id, message) = await CreateWithMessageAsync();
        await Conversations.SetParticipantAsync(id, Carol);

        var messages = await Store.ListMessagesAsync(new() { ConversationId = id, Viewer = Carol, Limit = 10 });

        Assert.Contains(message, messages!.Select(one => one.Id));
    }

    [Fact]
    [Rule(nameof(IConversationStore.ListMessagesAsync), 2)]
    public async Task Reactions_show_whether_the_viewer_reacted_wherever_they_are_read()
    {
        var (id, message) = await CreateWithMessageAsync();
        await Conversations.AddReactionAsync(id, message, Alice, "👎");
        Reaction[] asBob = [new("👍", 1, ByViewer: true), new("👎", 1, ByViewer: false)];
        Reaction[] asAlice = [new("👍", 1, ByViewer: false), new("👎", 1, ByViewer: true)];

        Assert.Equal(asBob, (await Store.FindMessageAsync(id, message, Bob))?.Reactions);
        Assert.Equal(asAlice, (await Store.FindMessageAsync(id, message, Alice))?.Reactions);
        Assert.Equal(asBob, (await Store.ListMessagesAsync(new() { ConversationId = id, Viewer = Bob, Limit = 1 }))?[0].Reactions);
        Assert.Equal(asBob, (await Store.FindConversationAsync(id, Bob))?.Conversation.LastMessage?.Reactions);
    }

    [Fact]
    [Rule(nameof(IConversationStore.ListMessagesAsync), 3)]
    public async Task Reactions_of_the_answered_message_show_whether_the_viewer_reacted()
    {
        var (id, message) = await CreateWithMessageAsync();
        var (reply, _) = await Conversations.SendMessageAsync(id, Alice, new("answer") { ReplyTo = message });

        var asBob = await Store.FindMessageAsync(id, reply!.Id, Bob);

        Assert.Equal([new("👍", 1, ByViewer: true)], asBob?.RepliedTo?.Reactions);
    }

    [Fact]
    [Rule(nameof(IConversationStore.ListReactorsAsync), 1)]
    public async Task Listing_the_reactions_to_a_missing_message_returns_null()
    {
        var (id, _) = await CreateWithMessageAsync();

        Assert.Null(await Store.ListReactorsAsync(new() { ConversationId = id, MessageId = NewMessageId(), Limit = 10 }));
    }

    [Fact]
    [Rule(nameof(IConversationStore.FindParticipantAsync), 1)]
    public async Task FindParticipant_returns_null_for_a_user_who_does_not_take_part()
    {
        var (id, _) = await CreateWithMessageAsync();

        Assert.Null(await Store.FindParticipantAsync(id, Carol, Bob));
        Assert.NotNull(await Store.FindParticipantAsync(id, Alice, Bob));
    }

    private async Task<(ConversationId Id, MessageId Message)> CreateWithMessageAsync()
    {
        var id = await CreateAsync();
        var message = (await SendAsync(id, Alice)).Id;
        await Conversations.AddReactionAsync(id, message, Bob, "👍");
        return (id, message);
    }

    /// <summary>Returns the names of the reads that return a result.</summary>
    private async Task<string> AnswersAsync(ConversationId id, MessageId message, UserId? viewer)
    {
        var reactors = new ReactorWindow { ConversationId = id, MessageId = message, Viewer = viewer, Limit = 10 };
        (string Read, object? Answer)[] reads =
        [
            ("conversation", await Store.FindConversationAsync(id, viewer)),
            ("messages", await Store.ListMessagesAsync(new() { ConversationId = id, Viewer = viewer, Limit = 10 })),
            ("participants", await Store.ListParticipantsAsync(new() { ConversationId = id, Viewer = viewer, Limit = 10 })),
            ("message", await Store.FindMessageAsync(id, message, viewer)),
            ("reactors", await Store.ListReactorsAsync(reactors)),
            ("participant", await Store.FindParticipantAsync(id, Alice, viewer)),
        ];
        return string.Join(' ', reads.Where(one => one.Answer is not null).Select(one => one.Read));
    }
}
