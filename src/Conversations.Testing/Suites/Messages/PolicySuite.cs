using Conversations.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Testing;

/// <summary>Tests the send policies of the app, which judge messages before they are stored.</summary>
/// <param name="fixture">The fixture of the store to test.</param>
public abstract class PolicySuite(StoreFixture fixture) : StoreSuite(fixture)
{
    private const string Labelled = "see <https://app.example/rules|our rules>";

    private PolicyScript Script { get; } = new();

    private IConversations Judged => field ??= Build(add: builder =>
    {
        builder.Services.AddSingleton(Script);
        builder.AddSendPolicy<FirstPolicy>().AddSendPolicy<SecondPolicy>();
    }).GetRequiredService<IConversations>();

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task A_policy_sees_what_is_about_to_be_sent()
    {
        var id = await CreateAsync();
        var answered = (await SendAsync(id, Bob)).Id;
        var draft = new MessageDraft("hello") { Id = NewMessageId(), Custom = new() { ["a"] = "1" }, ReplyTo = answered };

        await Judged.SendMessageAsync(id, Alice, draft);

        var seen = Script.Asked[0].Message;
        Assert.Equal((id, draft.Id!.Value, Alice, "hello"), (seen.ConversationId, seen.MessageId, seen.SenderId, seen.Text));
        Assert.Equal(("1", answered, false), (seen.Custom["a"], seen.ReplyTo, seen.IsEdit));
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task A_policy_sees_system_messages_without_a_sender()
    {
        var id = await CreateAsync();

        await Judged.SendSystemMessageAsync(id, "system");

        Assert.Null(Script.Asked[0].Message.SenderId);
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task A_refused_message_is_not_stored()
    {
        var id = await CreateAsync();
        Script.First = _ => SendVerdict.Refuse("no links here");

        var error = await RefusesAsync<SendRefusedException>(id, () => Judged.SendAsync(id, Alice, "https://example.com"));

        Assert.Equal((id, "no links here"), (error.ConversationId, error.Reason));
        Assert.DoesNotContain("example.com", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task The_replacement_text_is_stored()
    {
        var id = await CreateAsync();
        Script.First = _ => SendVerdict.ReplaceText("****");

        var (message, created) = await Judged.SendAsync(id, Alice, "darn");

        Assert.True(created);
        Assert.Equal("****", message?.Text);
        Assert.Equal("****", (await GetMessageAsync(id, message!.Id)).Text);
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task An_invalid_replacement_is_refused_and_nothing_is_written()
    {
        var id = await CreateAsync();
        Script.First = _ => SendVerdict.ReplaceText(" ");

        var error = await RefusesAsync<InvalidConversationDataException>(id, () => Judged.SendAsync(id, Alice, "hello"));

        Assert.Equal("text", error.Field);
        Assert.Contains("A send policy wrote this text", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task An_invalid_replacement_of_an_edit_is_refused_by_an_error_that_names_the_policy_and_nothing_is_written()
    {
        var id = await CreateAsync();
        var sent = await SendAsync(id, Alice);
        Script.First = _ => SendVerdict.ReplaceText(" ");

        foreach (var edit in (Func<Task>[])
            [
                () => Judged.EditMessageAsync(id, sent.Id, new() { Text = "edited" }),
                () => Judged.As(Alice).EditMessageAsync(id, sent.Id, new() { Text = "edited" }),
            ])
        {
            var error = await RefusesAsync<InvalidConversationDataException>(id, edit);
            Assert.Contains("A send policy wrote this text", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task A_label_that_a_policy_writes_stays_text_in_a_message_of_a_session_whether_it_is_sent_or_edited()
    {
        var id = await CreateAsync();
        var alice = Judged.As(Alice);
        Script.First = _ => SendVerdict.ReplaceText(Labelled);

        var sent = (await alice.SendAsync(id, "darn")).Message!;
        var edited = await alice.EditMessageAsync(id, sent.Id, new() { Text = "darn again", Custom = new() { ["a"] = "1" } });

        Assert.Equal((Labelled, Labelled, "1"), (sent.Text, edited.Text, edited.Custom["a"]));
        Assert.Equal(Labelled, Markup.ToPlainText(edited.Text, edited.MarkupOptions));
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task A_label_that_a_policy_writes_into_an_edit_of_a_message_of_the_app_is_refused_to_a_session_and_the_error_names_the_policy()
    {
        var id = await CreateAsync();
        var sent = await SendAsync(id, Alice);
        Script.First = _ => SendVerdict.ReplaceText(Labelled);

        var error = await RefusesAsync<InvalidConversationDataException>(
            id, () => Judged.As(Alice).EditMessageAsync(id, sent.Id, new() { Text = "darn" }));
        var edited = await Judged.EditMessageAsync(id, sent.Id, new() { Text = "darn" });

        Assert.Contains("A send policy wrote this text", error.Message, StringComparison.Ordinal);
        Assert.Equal("see our rules", Markup.ToPlainText(edited.Text, edited.MarkupOptions));
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task A_label_that_a_user_writes_into_an_edit_is_refused_before_a_policy_is_asked()
    {
        var id = await CreateAsync();
        var alice = Judged.As(Alice);
        var sent = (await alice.SendAsync(id, "hello")).Message!;
        Script.First = _ => SendVerdict.ReplaceText("****");
        Script.Asked.Clear();

        var error = await RefusesAsync<InvalidConversationDataException>(id, () => alice.EditMessageAsync(id, sent.Id, new() { Text = Labelled }));

        Assert.DoesNotContain("policy", error.Message, StringComparison.Ordinal);
        Assert.Empty(Script.Asked);
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task A_message_is_not_stored_if_a_policy_throws()
    {
        var id = await CreateAsync();
        Script.Second = _ => throw new TimeoutException();

        await RefusesAsync<TimeoutException>(id, () => Judged.SendAsync(id, Alice, "hello"));
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task Policies_are_asked_in_order_and_each_gets_the_text_of_the_one_before()
    {
        var id = await CreateAsync();
        Script.First = message => SendVerdict.ReplaceText(message.Text + " one");
        Script.Second = message => SendVerdict.ReplaceText(message.Text + " two");

        var (message, _) = await Judged.SendAsync(id, Alice, "zero");

        Assert.Equal("zero one two", message?.Text);
        Assert.Equal(["zero", "zero one"], Script.Asked.Select(one => one.Message.Text));
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task No_policy_is_asked_after_one_that_refused()
    {
        var id = await CreateAsync();
        Script.First = _ => SendVerdict.Refuse("no");

        await RefusesAsync<SendRefusedException>(id, () => Judged.SendAsync(id, Alice, "hello"));

        Assert.IsType<FirstPolicy>(Assert.Single(Script.Asked).Policy);
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task Each_message_is_judged_in_its_own_scope()
    {
        var id = await CreateAsync();

        await Judged.SendAsync(id, Alice, "one");
        await Judged.SendAsync(id, Alice, "two");

        Assert.Equal(4, Script.Asked.Select(one => one.Policy).Distinct().Count());
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task A_policy_added_twice_is_asked_once()
    {
        var id = await CreateAsync();
        var provider = Build(add: builder =>
        {
            builder.Services.AddSingleton(Script);
            builder.AddSendPolicy<FirstPolicy>().AddSendPolicy<FirstPolicy>();
        });

        await provider.GetRequiredService<IConversations>().SendAsync(id, Alice, "hello");

        Assert.Single(Script.Asked);
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task An_edit_is_judged_too()
    {
        var id = await CreateAsync();
        var sent = await SendAsync(id, Alice);
        Script.First = _ => SendVerdict.ReplaceText("****");

        var edited = await Judged.EditMessageAsync(id, sent.Id, new() { Text = "darn", Custom = new() { ["a"] = "1" } });

        var seen = Script.Asked[0].Message;
        Assert.Equal((sent.Id, Alice, "darn", true), (seen.MessageId, seen.SenderId, seen.Text, seen.IsEdit));
        Assert.Equal(("****", "1"), (edited.Text, edited.Custom["a"]));
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task A_refused_edit_writes_nothing()
    {
        var id = await CreateAsync();
        var sent = await SendAsync(id, Alice);
        Script.Second = _ => SendVerdict.Refuse("no");

        await RefusesAsync<SendRefusedException>(
            id, () => Judged.EditMessageAsync(id, sent.Id, new() { Text = "edited", Custom = new() { ["a"] = "1" } }));
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task An_edit_of_custom_data_alone_is_not_judged()
    {
        var id = await CreateAsync();
        var sent = await SendAsync(id, Alice);
        Script.First = _ => SendVerdict.Refuse("no");

        await Judged.EditMessageAsync(id, sent.Id, new() { Custom = new() { ["a"] = "1" } });

        Assert.Empty(Script.Asked);
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task An_edit_of_a_missing_message_is_not_judged()
    {
        var (id, missing) = (await CreateAsync(), NewMessageId());

        await RefusesAsync<MessageNotFoundException>(id, () => Judged.EditMessageAsync(id, missing, new() { Text = "edited" }));

        Assert.Empty(Script.Asked);
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 4)]
    [Rule(nameof(IConversationStore), 9)]
    public async Task A_retry_is_not_judged_again()
    {
        var (id, messageId) = (await CreateAsync(), NewMessageId());
        Script.First = _ => SendVerdict.ReplaceText("****");
        var (sent, _) = await Judged.SendAsync(id, Alice, "darn", messageId);
        Script.First = _ => SendVerdict.Refuse("no longer");
        Script.Asked.Clear();

        var (message, created) = await Judged.SendAsync(id, Alice, "darn", messageId);

        Assert.False(created);
        Assert.Equal(sent, message);
        Assert.Empty(Script.Asked);
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 4)]
    [Rule(nameof(IConversationStore), 9)]
    public async Task A_retry_with_the_replacement_text_is_a_conflict()
    {
        var (id, messageId) = (await CreateAsync(), NewMessageId());
        Script.First = _ => SendVerdict.ReplaceText("****");
        await Judged.SendAsync(id, Alice, "darn", messageId);

        await RefusesAsync<MessageConflictException>(id, () => Judged.SendAsync(id, Alice, "****", messageId));
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task A_retry_by_a_user_who_may_no_longer_send_is_refused_without_revealing_the_message()
    {
        var (id, messageId) = (await CreateAsync(), NewMessageId());
        await Judged.SendAsync(id, Alice, "hello", messageId);
        await Conversations.RemoveParticipantAsync(id, Alice);

        await RefusesAsync<ConversationAccessException>(id, () => Judged.SendAsync(id, Alice, "hello", messageId));
        await RefusesAsync<ConversationAccessException>(id, () => Judged.SendAsync(id, Carol, "hello", messageId));
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task A_policy_that_returns_null_is_named_in_the_error_and_nothing_is_written()
    {
        var id = await CreateAsync();
        Script.First = _ => null!;

        var error = await RefusesAsync<InvalidOperationException>(id, () => Judged.SendAsync(id, Alice, "hello"));

        Assert.Contains(nameof(FirstPolicy), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task An_import_is_not_judged()
    {
        var id = await CreateAsync();
        Script.First = _ => SendVerdict.Refuse("no");
        var message = new ImportedMessage { Id = NewMessageId(), SenderId = Alice, Text = "hello", CreatedAt = Clock.GetUtcNow() };

        var result = await Judged.ImportAsync(id, new[] { message }.ToAsyncEnumerable());

        Assert.Equal(1, result.Stored);
        Assert.Empty(Script.Asked);
    }
}
