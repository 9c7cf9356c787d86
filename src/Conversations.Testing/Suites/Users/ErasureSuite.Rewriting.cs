using Conversations.Storage;
using Xunit;

namespace Conversations.Testing;

/// <content>Tests the rewriting of messages that were edited or deleted since they were read.</content>
public abstract partial class ErasureSuite
{
    private static CustomData Rewritten { get; } = CustomData.Parse("""{"a":"1"}""");

    [Fact]
    [Rule(nameof(IPersonalDataStore.RewriteMessagesAsync), 2)]
    public async Task Rewriting_replaces_the_content_and_is_no_edit()
    {
        var id = await CreateAsync();
        var message = await SendAsync(id, Bob);
        var edited = await Conversations.EditMessageAsync(id, message.Id, new() { Text = "edited" });
        await Conversations.AddReactionAsync(id, message.Id, Alice, "👍");
        var before = await GetAsync(id);
        Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.True(await RewriteAsync(id, (message.Sequence, edited.Revision)));

        var expected = edited with { Text = "rewritten 1", Custom = Rewritten, Reactions = [new("👍", 1, ByViewer: false)] };
        Assert.Equal(expected, await GetMessageAsync(id, message.Id));
        Assert.Equal(before with { LastMessage = expected }, await GetAsync(id));
        Assert.Equal(before.Version, (await Store.ListChangesAsync(id, 0, 100)).Changes[^1].Version);
    }

    [Theory]
    [Rule(nameof(IPersonalDataStore.RewriteMessagesAsync), 1)]
    [InlineData(0)]
    [InlineData(2)]
    public async Task A_message_with_another_revision_than_the_rewritten_one_keeps_its_content_and_the_others_are_rewritten(int other)
    {
        var id = await CreateAsync();
        var (first, second, third) = (await SendAsync(id, Bob), await SendAsync(id, Bob), await SendAsync(id, Bob));
        var edited = await Conversations.EditMessageAsync(id, second.Id, new() { Text = "edited" });

        Assert.False(await RewriteAsync(id, (first.Sequence, 0), (second.Sequence, other), (third.Sequence, 0)));

        Assert.Equal("rewritten 1", (await GetMessageAsync(id, first.Id)).Text);
        Assert.Equal(edited, await GetMessageAsync(id, second.Id));
        Assert.Equal("rewritten 3", (await GetMessageAsync(id, third.Id)).Text);
    }

    [Fact]
    [Rule(nameof(IPersonalDataStore.RewriteMessagesAsync), 1)]
    public async Task A_deleted_message_is_passed_over_when_it_is_rewritten()
    {
        var id = await CreateAsync();
        var (deleted, stays) = (await SendAsync(id, Bob), await SendAsync(id, Bob));
        await Conversations.DeleteMessageAsync(id, deleted.Id);

        Assert.True(await RewriteAsync(id, (deleted.Sequence, 0), (stays.Sequence, 0)));

        Assert.Null(await Conversations.FindMessageAsync(id, deleted.Id));
        Assert.Equal("rewritten 2", (await GetMessageAsync(id, stays.Id)).Text);
        Assert.Equal(1, (await GetAsync(id)).MessageCount);
    }

    [Fact]
    [Rule(nameof(IPersonalDataStore.RewriteMessagesAsync), 1)]
    public async Task A_message_that_never_existed_is_passed_over_when_it_is_rewritten()
    {
        var (id, none) = (await CreateAsync(), NewId());
        var message = await SendAsync(id, Bob);

        Assert.True(await RewriteAsync(id, (message.Sequence + 1, 0), (message.Sequence, 0)));
        Assert.True(await RewriteAsync(none, (1, 0)));

        Assert.Equal("rewritten 1", Assert.Single(await AllAsync(Conversations.ListMessagesAsync(id))).Text);
        Assert.Null(await Conversations.FindAsync(none));
    }

    [Fact]
    [Rule(nameof(IPersonalDataStore.RewriteMessagesAsync), 1)]
    public async Task A_message_of_a_deleted_conversation_is_passed_over_when_it_is_rewritten()
    {
        var id = await CreateAsync();
        var message = await SendAsync(id, Bob);
        await Conversations.DeleteAsync(id);

        Assert.True(await RewriteAsync(id, (message.Sequence, 0), (message.Sequence, 1)));

        Assert.Null(await Conversations.FindAsync(id));

        await Conversations.CreateIfNotExistsAsync(id, new() { Participants = [new(Bob)] });
        var next = await SendAsync(id, Bob);
        Assert.True(await RewriteAsync(id, (message.Sequence, 0)));
        Assert.Equal(next, Assert.Single(await AllAsync(Conversations.ListMessagesAsync(id))));
    }

    /// <summary>Rewrites messages, each of which the caller read with a revision.</summary>
    private Task<bool> RewriteAsync(ConversationId id, params (long Sequence, int Revision)[] messages) => Store.RewriteMessagesAsync(
        id,
        [.. messages.Select(one => new MessageRewrite(one.Sequence, one.Revision, new($"rewritten {one.Sequence}", Rewritten)))]);
}
