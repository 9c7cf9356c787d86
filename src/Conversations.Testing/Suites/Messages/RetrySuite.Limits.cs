using Conversations.Decisions;
using Conversations.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Testing;

/// <content>Retries of messages that today's limits and rules refuse.</content>
public abstract partial class RetrySuite
{
    private const int LowLimit = 20;

    private static MessageDraft Long => new(new('x', LowLimit + 1)) { Id = NewMessageId() };

    private IConversations Strict => Build(options => options.Limits = new() { MaxTextLength = LowLimit }).GetRequiredService<IConversations>();

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 4)]
    [Rule(nameof(IConversationStore), 10)]
    public async Task Retry_of_a_message_that_is_longer_than_the_limit_of_today_returns_the_stored_message()
    {
        var (id, draft, strict) = (await CreateAsync(), Long, Strict);
        var (sent, _) = await Conversations.SendMessageAsync(id, Alice, draft);
        var (system, _) = await Conversations.SendSystemMessageAsync(id, draft.With(one => one.Id, NewMessageId()));
        var before = await StateOfAsync(id);

        Assert.Equal(new SendResult(sent, Created: false), await strict.SendMessageAsync(id, Alice, draft));
        Assert.Equal(new SendResult(sent, Created: false), await strict.As(Alice).SendMessageAsync(id, draft));
        Assert.Equal(new SendResult(system, Created: false), await strict.SendSystemMessageAsync(id, draft.With(one => one.Id, system!.Id)));

        Assert.Equal(before, await StateOfAsync(id));
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 4)]
    [Rule(nameof(IConversationStore), 10)]
    public async Task Retry_of_a_deleted_message_that_is_longer_than_the_limit_of_today_returns_no_message()
    {
        var (id, draft) = (await CreateAsync(), Long);
        await Conversations.SendMessageAsync(id, Alice, draft);
        await Conversations.DeleteMessageAsync(id, draft.Id!.Value);

        Assert.Equal(new SendResult(null, Created: false), await Strict.SendMessageAsync(id, Alice, draft));
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task A_message_beyond_the_limit_of_today_is_refused_if_it_is_not_the_stored_one()
    {
        var (id, draft, strict) = (await CreateAsync(), Long, Strict);
        await Conversations.SendMessageAsync(id, Alice, draft);
        Func<Task>[] others =
        [
            () => strict.SendMessageAsync(id, Alice, draft.With(one => one.Id, NewMessageId())),
            () => strict.SendMessageAsync(id, Alice, draft.With(one => one.Id, null)),
            () => strict.SendMessageAsync(id, Alice, draft.With(one => one.Text, draft.Text + "y")),
            () => strict.SendMessageAsync(id, Alice, draft.With(one => one.Custom, new() { ["a"] = "1" })),
            () => strict.SendMessageAsync(id, Bob, draft),
            () => strict.As(Bob).SendMessageAsync(id, draft),
            () => strict.SendSystemMessageAsync(id, draft),
            () => strict.SendMessageAsync(id, Alice, draft.With(one => one.Text, new('x', 100_001))),
            () => strict.SendMessageAsync(id, Alice, draft.With(one => one.Text, draft.Text + "\0")),
        ];

        foreach (var other in others)
            Assert.Equal("text", (await RefusesAsync<InvalidConversationDataException>(id, other)).Field);
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 4)]
    [Rule(nameof(IConversationStore), 9)]
    public async Task Who_may_not_send_learns_nothing_about_a_message_beyond_the_limit_of_today()
    {
        var (id, draft, strict) = (await CreateAsync(), Long, Strict);
        await Conversations.SendMessageAsync(id, Alice, draft);
        await Conversations.SetParticipantAsync(id, Alice, new() { Access = ParticipantAccess.Read });

        await RefusesAsync<InvalidConversationDataException>(id, () => strict.SendMessageAsync(id, Alice, draft));
        await RefusesAsync<InvalidConversationDataException>(id, () => strict.As(Alice).SendMessageAsync(id, draft));
        await Conversations.RemoveParticipantAsync(id, Alice);
        await RefusesAsync<InvalidConversationDataException>(id, () => strict.As(Alice).SendMessageAsync(id, draft));
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 4)]
    [Rule(nameof(IConversationStore), 10)]
    public async Task Retry_of_a_message_that_is_invisible_by_the_rule_of_today_returns_the_stored_message()
    {
        var (id, messageId) = (await CreateAsync(), NewMessageId());
        const string text = "\u2060";
        var commit = new Commit
        {
            Change = new MessageSent { ConversationId = id, At = Clock.GetUtcNow(), Actor = null, MessageId = messageId },
            Preconditions = new() { Participant = Alice, Access = ParticipantAccess.ReadWrite },
            Message = new() { Id = messageId, SenderId = Alice, Text = text, Hash = ContentHash.Of(text, CustomData.Empty, null) },
        };
        await Store.CommitAsync([commit]);

        var (message, created) = await Conversations.SendAsync(id, Alice, text, messageId);

        Assert.Equal((messageId, text, false), (message?.Id, message?.Text, created));
        await RefusesAsync<InvalidConversationDataException>(id, () => Conversations.SendAsync(id, Alice, text, NewMessageId()));
        await RefusesAsync<InvalidConversationDataException>(id, () => Conversations.SendAsync(id, Alice, text + text, messageId));
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 4)]
    [Rule(nameof(IConversationStore), 10)]
    public async Task A_repeated_import_skips_stored_messages_that_are_longer_than_the_limit_of_today()
    {
        var (id, draft, strict) = (await CreateAsync(), Long, Strict);
        var message = new ImportedMessage { Id = draft.Id!.Value, SenderId = Alice, Text = draft.Text, CreatedAt = Clock.GetUtcNow() };
        await Conversations.ImportAsync(id, new[] { message }.ToAsyncEnumerable());

        Assert.Equal(new ImportProgress(0, 1, 0), await strict.ImportAsync(id, new[] { message }.ToAsyncEnumerable()));

        ImportedMessage[] others =
        [
            message.With(one => one.Text, draft.Text + "y"), message.With(one => one.SenderId, Bob), message.With(one => one.Id, NewMessageId()),
        ];
        var refused = new List<ConversationsException>();
        Assert.Equal(new ImportProgress(0, 0, 3), await strict.ImportAsync(id, others.ToAsyncEnumerable(), new() { OnRefused = (_, error) => refused.Add(error) }));
        Assert.All(refused, error => Assert.Equal("text", Assert.IsType<InvalidConversationDataException>(error).Field));
    }
}
