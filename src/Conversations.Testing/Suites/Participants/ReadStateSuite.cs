using Conversations.Storage;
using Xunit;

namespace Conversations.Testing;

/// <summary>Tests read positions, unread counts and marks as unread.</summary>
/// <param name="fixture">The fixture of the store to test.</param>
public abstract partial class ReadStateSuite(StoreFixture fixture) : StoreSuite(fixture)
{
    [Fact]
    [Rule(nameof(IReadStateStore.MarkAsReadAsync), 1)]
    public async Task Mark_as_read_marks_up_to_the_last_message_by_default()
    {
        var id = await CreateWithMessagesAsync(3);

        Assert.Equal(new ReadState(3, 0, false), await Conversations.MarkAsReadAsync(id, Bob));

        Assert.Equal(new ReadState(3, 0, false), await Conversations.FindReadStateAsync(id, Bob));
        Assert.Equal(3, (await GetParticipantAsync(id, Bob)).ReadUpTo);
    }

    [Fact]
    [Rule(nameof(IReadStateStore.MarkAsReadAsync), 1)]
    public async Task Mark_as_read_by_a_session_and_by_the_app_have_the_same_effect()
    {
        var id = await CreateWithMessagesAsync(3);
        var bob = Conversations.As(Bob);

        Assert.Equal(new ReadState(2, 1, false), await bob.MarkAsReadAsync(id, 2));
        Assert.Equal(new ReadState(2, 1, false), await Conversations.FindReadStateAsync(id, Bob));
        Assert.Equal(new ReadState(3, 0, false), await bob.MarkAsReadAsync(id));
        Assert.Equal(new ReadState(3, 0, false), await bob.FindReadStateAsync(id));
    }

    [Theory]
    [Rule(nameof(IReadStateStore.MarkAsReadAsync), 1)]
    [InlineData(4)]
    [InlineData(long.MaxValue)]
    public async Task Mark_as_read_past_the_last_message_is_clamped_to_it(long upTo)
    {
        var id = await CreateWithMessagesAsync(3);

        Assert.Equal(new ReadState(3, 0, false), await Conversations.MarkAsReadAsync(id, Bob, upTo));

        await SendAsync(id, Alice);
        Assert.Equal(new ReadState(3, 1, false), await Conversations.FindReadStateAsync(id, Bob));
    }

    [Theory]
    [Rule(nameof(IReadStateStore.MarkAsReadAsync), 1)]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Mark_as_read_at_or_below_the_read_position_changes_nothing(long upTo)
    {
        var id = await CreateWithMessagesAsync(3);
        await Conversations.MarkAsReadAsync(id, Bob, 2);
        var before = await StateOfAsync(id);

        Assert.Equal(new ReadState(2, 1, false), await Conversations.MarkAsReadAsync(id, Bob, upTo));

        Assert.Equal(before, await StateOfAsync(id));
    }

    [Fact]
    [Rule(nameof(IReadStateStore.MarkAsReadAsync), 1)]
    public async Task Mark_as_read_in_a_conversation_without_messages_succeeds()
    {
        var id = await CreateAsync();

        Assert.Equal(new ReadState(0, 0, false), await Conversations.MarkAsReadAsync(id, Bob, 7));
        Assert.Equal(new ReadState(0, 0, false), await Conversations.MarkAsReadAsync(id, Bob));
    }

    [Theory]
    [Rule(nameof(IConversationStore), 9)]
    [InlineData(-1)]
    [InlineData(long.MinValue)]
    public async Task Mark_as_read_with_a_negative_sequence_is_refused(long upTo)
    {
        var id = await CreateWithMessagesAsync(1);

        await RefusesAsync<ArgumentOutOfRangeException>(id, () => Conversations.MarkAsReadAsync(id, Bob, upTo));
        await RefusesAsync<ArgumentOutOfRangeException>(id, () => Conversations.As(Bob).MarkAsReadAsync(id, upTo));
    }

    [Fact]
    [Rule(nameof(IReadStateStore.MarkAsUnreadAsync), 1)]
    public async Task Mark_as_unread_lasts_until_the_next_mark_as_read_even_without_unread_messages()
    {
        var id = await CreateWithMessagesAsync(1);
        await Conversations.MarkAsReadAsync(id, Bob);

        var marked = await Conversations.MarkAsUnreadAsync(id, Bob);
        Assert.Equal((new ReadState(1, 0, true), true), (marked, marked.IsUnread));
        Assert.Equal(marked, await Conversations.FindReadStateAsync(id, Bob));
        Assert.True((await GetParticipantAsync(id, Bob)).IsMarkedUnread);

        var read = await Conversations.As(Bob).MarkAsReadAsync(id, 0);
        Assert.Equal((new ReadState(1, 0, false), false), (read, read.IsUnread));
        Assert.Equal(read, await Conversations.FindReadStateAsync(id, Bob));
    }

    [Fact]
    [Rule(nameof(IReadStateStore.MarkAsUnreadAsync), 1)]
    public async Task Mark_as_unread_stays_when_others_send_and_does_not_change_the_read_position()
    {
        var id = await CreateWithMessagesAsync(2);
        await Conversations.MarkAsReadAsync(id, Bob, 1);

        Assert.Equal(new ReadState(1, 1, true), await Conversations.As(Bob).MarkAsUnreadAsync(id));
        await SendAsync(id, Alice);

        Assert.Equal(new ReadState(1, 2, true), await Conversations.FindReadStateAsync(id, Bob));
        Assert.Equal(new ReadState(3, 0, false), await Conversations.FindReadStateAsync(id, Alice));
    }

    [Fact]
    [Rule(nameof(IReadStateStore), 2)]
    public async Task Marks_do_not_change_the_version_and_are_not_in_the_log()
    {
        var id = await CreateWithMessagesAsync(3);
        var (before, log) = (await GetAsync(id), await Store.ListChangesAsync(id, 0, 100));

        await Conversations.MarkAsReadAsync(id, Bob, 1);
        await Conversations.MarkAsUnreadAsync(id, Bob);
        await Conversations.As(Bob).MarkAsUnreadAsync(id);
        await Conversations.As(Bob).MarkAsReadAsync(id);

        Assert.Equal((before.Version, before.SettingsVersion), ((await GetAsync(id)).Version, (await GetAsync(id)).SettingsVersion));
        Assert.Equal(log.Changes, (await Store.ListChangesAsync(id, 0, 100)).Changes);
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task A_participant_with_read_access_may_mark_as_read_and_as_unread()
    {
        var id = await CreateWithMessagesAsync(1);
        await Conversations.SetParticipantAsync(id, Bob, new() { Access = ParticipantAccess.Read });
        var bob = Conversations.As(Bob);

        Assert.Equal(new ReadState(0, 1, true), await bob.MarkAsUnreadAsync(id));
        Assert.Equal(new ReadState(1, 0, false), await bob.MarkAsReadAsync(id));
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task Mark_as_unread_without_the_permission_is_refused()
    {
        var id = await CreateWithMessagesAsync(1);
        var permissions = new UserPermissions { MarkAsUnread = false };

        await RefusesAsync<ConversationAccessException>(id, () => Conversations.As(Bob, permissions).MarkAsUnreadAsync(id));
        await RefusesAsync<ConversationNotFoundException>(id, () => Conversations.As(Carol, permissions).MarkAsUnreadAsync(id));
        await Assert.ThrowsAsync<ConversationNotFoundException>(() => Conversations.As(Bob, permissions).MarkAsUnreadAsync(NewId()));
    }

    [Fact]
    [Rule(nameof(IReadStateStore), 1)]
    public async Task Marking_by_a_user_who_never_took_part_is_refused_as_if_the_conversation_did_not_exist()
    {
        var (id, none, carol) = (await CreateWithMessagesAsync(1), NewId(), Conversations.As(Carol));

        foreach (var one in new[] { id, none })
        {
            await RefusesAsync<ConversationNotFoundException>(id, () => carol.MarkAsReadAsync(one));
            await RefusesAsync<ConversationNotFoundException>(id, () => carol.MarkAsReadAsync(one, 1));
            await RefusesAsync<ConversationNotFoundException>(id, () => carol.MarkAsUnreadAsync(one));
            Assert.Null(await carol.FindReadStateAsync(one));
            Assert.Null(await carol.FindEveryoneReadUpToAsync(one));
        }
    }

    [Fact]
    [Rule(nameof(IReadStateStore), 1)]
    public async Task Marking_by_a_removed_participant_is_refused_as_if_the_conversation_did_not_exist()
    {
        var id = await CreateWithMessagesAsync(1);
        await Conversations.MarkAsUnreadAsync(id, Bob);
        await Conversations.RemoveParticipantAsync(id, Bob);
        var bob = Conversations.As(Bob);

        await RefusesAsync<ConversationNotFoundException>(id, () => bob.MarkAsReadAsync(id));
        await RefusesAsync<ConversationNotFoundException>(id, () => bob.MarkAsUnreadAsync(id));
        Assert.Null(await bob.FindReadStateAsync(id));
        Assert.Null(await bob.FindEveryoneReadUpToAsync(id));
        Assert.Null(await Conversations.FindReadStateAsync(id, Bob));
    }

    [Fact]
    [Rule(nameof(IReadStateStore), 1)]
    public async Task The_app_gets_different_errors_for_a_missing_participant_and_a_missing_conversation()
    {
        var (id, none) = (await CreateWithMessagesAsync(1), NewId());

        await RefusesAsync<ConversationAccessException>(id, () => Conversations.MarkAsReadAsync(id, Carol));
        await RefusesAsync<ConversationAccessException>(id, () => Conversations.MarkAsUnreadAsync(id, Carol));
        await Assert.ThrowsAsync<ConversationNotFoundException>(() => Conversations.MarkAsReadAsync(none, Alice));
        await Assert.ThrowsAsync<ConversationNotFoundException>(() => Conversations.MarkAsUnreadAsync(none, Alice));
        Assert.Null(await Conversations.FindReadStateAsync(id, Carol));
        Assert.Null(await Conversations.FindReadStateAsync(none, Alice));
        Assert.Null(await Conversations.FindEveryoneReadUpToAsync(none));
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 7)]
    [Rule(nameof(IReadStateStore.MarkAsUnreadAsync), 1)]
    public async Task Sending_marks_as_read_up_to_the_message_and_clears_the_mark_as_unread()
    {
        var id = await CreateWithMessagesAsync(2);
        await Conversations.MarkAsUnreadAsync(id, Bob);

        await SendAsync(id, Bob);

        Assert.Equal(new ReadState(3, 0, false), await Conversations.FindReadStateAsync(id, Bob));
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 4, 7)]
    public async Task A_retry_does_not_mark_as_read()
    {
        var id = await CreateAsync();
        var message = await SendAsync(id, Bob);
        await SendAsync(id, Alice);
        await Conversations.MarkAsUnreadAsync(id, Bob);
        var before = await StateOfAsync(id);

        Assert.False((await Conversations.SendAsync(id, Bob, message.Text, message.Id)).Created);

        Assert.Equal(before, await StateOfAsync(id));
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 7)]
    public async Task Sending_does_not_change_other_participants()
    {
        var id = await CreateAsync(Alice, Bob, Carol);
        await SendAsync(id, Alice);
        await Conversations.MarkAsReadAsync(id, Bob);
        await Conversations.MarkAsUnreadAsync(id, Carol);
        var before = (await GetParticipantAsync(id, Bob), await GetParticipantAsync(id, Carol));

        for (var i = 0; i < 3; i++)
        {
            Clock.Advance(TimeSpan.FromMinutes(i));
            await SendAsync(id, Alice);
        }

        Assert.Equal(before, (await GetParticipantAsync(id, Bob), await GetParticipantAsync(id, Carol)));
    }

    private async Task<ConversationId> CreateWithMessagesAsync(int count)
    {
        var id = await CreateAsync();
        await SendManyAsync(id, count);
        return id;
    }

    private async Task<List<Message>> SendManyAsync(ConversationId id, int count)
    {
        var messages = new List<Message>();
        for (var i = 0; i < count; i++)
            messages.Add(await SendAsync(id, Alice));

        return messages;
    }
}
