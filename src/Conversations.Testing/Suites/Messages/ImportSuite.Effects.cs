using Conversations.Storage;
using Xunit;

namespace Conversations.Testing;

/// <content>What an import does to the participants: their read positions, and which messages they see.</content>
public abstract partial class ImportSuite
{
    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 7)]
    public async Task A_participant_who_had_read_everything_before_an_import_still_has_afterwards()
    {
        var id = await CreateAsync();
        await SendAsync(id, Alice);
        await Conversations.MarkAsUnreadAsync(id, Alice);

        await ImportAsync(id, [Of("one", Past), Of("two", Past).With(one => one.SenderId, Bob)]);

        Assert.Equal(new ReadState(3, 0, IsMarkedUnread: true), await Conversations.FindReadStateAsync(id, Alice));
        Assert.Equal(new ReadState(0, 3, IsMarkedUnread: false), await Conversations.FindReadStateAsync(id, Bob));
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 7)]
    public async Task An_import_into_a_conversation_without_messages_is_read_by_all_participants()
    {
        var id = await CreateAsync();

        await ImportAsync(id, [Of("one", Past), Of("two", Past)]);

        Assert.Equal((0, 0), ((await Conversations.FindReadStateAsync(id, Alice))!.UnreadCount, (await Conversations.FindReadStateAsync(id, Bob))!.UnreadCount));
        Assert.Equal(2, await Conversations.FindEveryoneReadUpToAsync(id));
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 7)]
    public async Task Imported_messages_are_unread_if_the_options_say_so()
    {
        var id = await CreateAsync();
        await SendAsync(id, Alice);

        await Conversations.ImportAsync(id, StreamAsync(Of("one", Past), Of("two", Past)), new() { MarkAsRead = false });

        Assert.Equal(new ReadState(1, 2, IsMarkedUnread: false), await Conversations.FindReadStateAsync(id, Alice));
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 7)]
    public async Task Whether_a_participant_had_read_everything_is_decided_for_each_batch()
    {
        var id = await CreateAsync();
        async IAsyncEnumerable<ImportedMessage> SendAfterTheFirst()
        {
            yield return Of("one", Past);
            await SendAsync(id, Alice);
            yield return Of("two", Past);
            await Conversations.MarkAsReadAsync(id, Bob);
            yield return Of("three", Past);
        }

        await Conversations.ImportAsync(id, SendAfterTheFirst(), new() { BatchSize = 1 });

        Assert.Equal(new ReadState(4, 0, IsMarkedUnread: false), await Conversations.FindReadStateAsync(id, Alice));
        Assert.Equal(new ReadState(4, 0, IsMarkedUnread: false), await Conversations.FindReadStateAsync(id, Bob));

        await SendAsync(id, Alice);
        await ImportAsync(id, [Of("four", Past)]);
        Assert.Equal((0, 2), ((await Conversations.FindReadStateAsync(id, Alice))!.UnreadCount, (await Conversations.FindReadStateAsync(id, Bob))!.UnreadCount));
    }

    [Theory]
    [Rule(nameof(IConversationStore.CommitAsync), 7)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_participant_whose_unread_messages_were_deleted_had_read_everything(int batchSize)
    {
        var id = await CreateAsync();
        await SendAsync(id, Alice);
        await Conversations.MarkAsReadAsync(id, Bob);
        await Conversations.DeleteMessageAsync(id, (await SendAsync(id, Alice)).Id);

        await Conversations.ImportAsync(id, StreamAsync(Of("one", Past), Of("two", Past)), new() { BatchSize = batchSize });

        Assert.Equal(new ReadState(4, 0, IsMarkedUnread: false), await Conversations.FindReadStateAsync(id, Bob));
        Assert.Equal(new ReadState(4, 0, IsMarkedUnread: false), await Conversations.FindReadStateAsync(id, Alice));
    }

    [Theory]
    [Rule(nameof(IConversationStore.CommitAsync), 7)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_participant_who_sees_none_of_the_earlier_messages_had_read_everything(int batchSize)
    {
        var id = await CreateAsync();
        await SendAsync(id, Alice);
        await SetVisibleFromAsync(id, Bob, 2);

        await Conversations.ImportAsync(
            id, StreamAsync(Of("one", Past), Of("two", Past)), new() { BatchSize = batchSize, VisibleTo = ImportVisibility.Everyone });

        Assert.Equal(new ReadState(3, 0, IsMarkedUnread: false), await Conversations.FindReadStateAsync(id, Bob));
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 4, 7)]
    public async Task A_repeated_import_moves_no_read_position()
    {
        var id = await CreateAsync();
        var message = Of("one", Past);
        await Conversations.ImportAsync(id, StreamAsync(message), new() { MarkAsRead = false });
        var before = await StateOfAsync(id);

        Assert.Equal(new ImportProgress(0, 1, 0), await ImportAsync(id, [message]));

        Assert.Equal(before, await StateOfAsync(id));
    }

    [Theory]
    [Rule(nameof(IConversationStore.ReadFactsAsync), 1)]
    [Rule(nameof(IConversationStore), 9)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_import_is_refused_before_its_first_batch_if_someone_does_not_see_all_of_the_past(bool takesPart)
    {
        var id = await CreateAsync();
        await SendAsync(id, Alice);
        await SetVisibleFromAsync(id, Bob, 2);
        if (!takesPart)
            await Conversations.RemoveParticipantAsync(id, Bob);

        var refused = new List<ConversationsException>();
        var error = await RefusesAsync<InvalidConversationDataException>(
            id, () => Conversations.ImportAsync(id, StreamAsync(Of("old", Past)), new() { OnRefused = (_, one) => refused.Add(one) }));

        Assert.Equal("visibleTo", error.Field);
        Assert.Empty(refused);
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 7)]
    public async Task Everyone_sees_an_import_that_is_for_everyone()
    {
        var id = await CreateAsync();
        await SendAsync(id, Alice);
        await SetVisibleFromAsync(id, Bob, 2);

        await Conversations.ImportAsync(id, StreamAsync(Of("one", Past), Of("two", Past)), new() { VisibleTo = ImportVisibility.Everyone });

        Assert.Equal(["one", "two"], await TextsAsync(id, Bob));
        Assert.Equal(["hello", "one", "two"], await TextsAsync(id, Alice));
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 7)]
    public async Task Only_those_who_see_all_of_the_past_see_an_import_that_is_for_them()
    {
        var id = await CreateAsync(Alice, Bob, Carol);
        await SendAsync(id, Alice, "hidden");
        await SetVisibleFromAsync(id, Bob, 2);
        await SetVisibleFromAsync(id, Carol, 2);
        await SendAsync(id, Alice, "seen");
        await Conversations.RemoveParticipantAsync(id, Carol);

        await Conversations.ImportAsync(id, StreamAsync(Of("one", Past), Of("two", Past)), new() { VisibleTo = ImportVisibility.FullHistory });

        Assert.Equal(["hidden", "seen", "one", "two"], await TextsAsync(id, Alice));
        Assert.Empty(await TextsAsync(id, Bob));
        Assert.Equal((1, 5), ((await GetParticipantAsync(id, Alice)).VisibleFrom, (await GetParticipantAsync(id, Bob)).VisibleFrom));
        Assert.Equal(5, (await FindMembershipAsync(id, Carol))?.Participant.VisibleFrom);
        Assert.Empty(await AllAsync(Conversations.ListInboxAsync(Bob)));
        Assert.Equal([id], (await AllAsync(Conversations.ListInboxAsync(Alice))).Select(entry => entry.Conversation.Id));
        Assert.Equal(0, (await Conversations.FindReadStateAsync(id, Bob))?.UnreadCount);

        await SendAsync(id, Alice, "next");
        Assert.Equal("next", Assert.Single(await AllAsync(Conversations.ListInboxAsync(Bob))).LastMessage?.Text);
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public void An_unknown_visibility_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ImportOptions { VisibleTo = (ImportVisibility)3 });

    private async Task<IEnumerable<string>> TextsAsync(ConversationId id, UserId viewer) =>
        (await Store.ListMessagesAsync(new() { ConversationId = id, Viewer = viewer, Limit = 100 }))!.Select(message => message.Text);
}
