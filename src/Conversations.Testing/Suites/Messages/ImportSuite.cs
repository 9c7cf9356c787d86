using Conversations.Storage;

namespace Conversations.Testing;

/// <summary>Tests importing messages from another system.</summary>
/// <param name="fixture">The fixture of the store to test.</param>
public abstract partial class ImportSuite(StoreFixture fixture) : StoreSuite(fixture)
{
    private static readonly DateTimeOffset Past = new(2020, 2, 29, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 6)]
    public async Task Import_keeps_ids_and_times_in_the_order_given()
    {
        var id = await CreateAsync();
        ImportedMessage[] given = [Of("one", Past), Of("two", Past.AddHours(-1)), Of("three", Past)];

        var result = await ImportAsync(id, given);

        var messages = await AllAsync(Conversations.ListMessagesAsync(id, new() { After = 0 }));
        Assert.Equal(new ImportProgress(3, 0, 0), result);
        Assert.Equal([1, 2, 3], messages.Select(message => message.Sequence));
        Assert.Equal(given.Select(one => (one.Id, one.Text, one.CreatedAt)), messages.Select(one => (one.Id, one.Text, one.CreatedAt)));
    }

    [Fact]
    [Rule(nameof(IConversationStore.ListMessagesAsync), 1)]
    [Rule(nameof(IConversationStore), 1)]
    public async Task An_imported_message_reads_back_as_it_was_given()
    {
        var id = await CreateAsync();
        var given = Of("hello", new(2020, 2, 29, 14, 0, 0, 123, TimeSpan.FromHours(2))).With(one => one.Custom, new() { ["b"] = "1", ["a"] = "2" });

        await ImportAsync(id, [given]);

        var found = await GetMessageAsync(id, given.Id);
        Assert.Equal((Alice, MessageOrigin.Import, MessageType.User), (found.SenderId, found.Origin, found.Type));
        Assert.Equal((Past.AddMilliseconds(123), TimeSpan.Zero), (found.CreatedAt, found.CreatedAt.Offset));
        Assert.Equal("""{"b":"1","a":"2"}""", found.Custom.ToJson());
        Assert.Equal(found, (await GetAsync(id)).LastMessage);
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task Senders_of_imported_messages_need_not_be_participants()
    {
        var id = await CreateAsync();
        await Conversations.SetParticipantAsync(id, Bob, new() { Access = ParticipantAccess.Read });
        ImportedMessage[] given =
        [
            Of("one", Past).With(one => one.SenderId, Carol),
            Of("two", Past).With(one => one.SenderId, Bob),
            Of("three", Past).With(one => one.SenderId, null),
        ];

        Assert.Equal(3, (await ImportAsync(id, given)).Stored);

        Assert.Equal(MessageType.System, (await GetMessageAsync(id, given[2].Id)).Type);
        Assert.Null(await Conversations.FindParticipantAsync(id, Carol));
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 7)]
    public async Task Import_that_does_not_mark_as_read_changes_no_read_position()
    {
        var id = await CreateAsync();

        await Conversations.ImportAsync(
            id, StreamAsync(Of("one", Past), Of("two", Past).With(one => one.SenderId, Bob)), new() { MarkAsRead = false });

        Assert.Equal((0, 0), ((await GetParticipantAsync(id, Alice)).ReadUpTo, (await GetParticipantAsync(id, Bob)).ReadUpTo));
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 4)]
    public async Task A_repeated_import_skips_messages_that_are_already_stored()
    {
        var id = await CreateAsync();
        ImportedMessage[] given = [Of("one", Past), Of("two", Past), Of("three", Past)];
        await ImportAsync(id, given[..2]);

        var result = await ImportAsync(id, given);

        Assert.Equal(new ImportProgress(1, 2, 0), result);
        Assert.Equal(3, (await GetAsync(id)).MessageCount);
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 4, 10)]
    public async Task A_repeated_import_does_not_restore_deleted_messages()
    {
        var id = await CreateAsync();
        ImportedMessage[] given = [Of("one", Past)];
        await ImportAsync(id, given);
        await Conversations.DeleteMessageAsync(id, given[0].Id);
        var before = await StateOfAsync(id);

        Assert.Equal(new ImportProgress(0, 1, 0), await ImportAsync(id, given));

        Assert.Equal(before, await StateOfAsync(id));
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 3)]
    public async Task Import_into_a_conversation_that_does_not_exist_is_refused_and_creates_nothing()
    {
        var id = NewId();

        await RefusesAsync<ConversationNotFoundException>(id, () => ImportAsync(id, [Of("one", Past)]));
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 6)]
    [Rule(nameof(IConversationStore), 1)]
    public async Task Times_at_the_limits_are_accepted()
    {
        var id = await CreateAsync();
        ImportedMessage[] given = [Of("first", DateTimeOffset.UnixEpoch), Of("last", Clock.GetUtcNow().AddDays(1))];

        Assert.Equal(2, (await ImportAsync(id, given)).Stored);

        var messages = await AllAsync(Conversations.ListMessagesAsync(id, new() { After = 0 }));
        Assert.Equal(given.Select(one => one.CreatedAt), messages.Select(one => one.CreatedAt));
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task A_refused_message_stops_the_import_after_the_earlier_messages_are_stored()
    {
        foreach (var refused in Refused())
        {
            var id = await CreateAsync();

            await Assert.ThrowsAsync<InvalidConversationDataException>(
                () => ImportAsync(id, [Of("before", Past), refused, Of("after", Past)]));

            Assert.Equal(["before"], (await AllAsync(Conversations.ListMessagesAsync(id))).Select(message => message.Text));
        }
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task A_null_message_or_a_default_id_stops_the_import_after_the_earlier_messages_are_stored()
    {
        ImportedMessage[] faulty =
        [
            null!,
            Of("of no id", Past).With(one => one.Id, default),
            Of("of no sender", Past).With(one => one.SenderId, default(UserId)),
            Of("of no answer", Past).With(one => one.ReplyTo, default(MessageId)),
        ];
        foreach (var fault in faulty)
        {
            var id = await CreateAsync();

            await Assert.ThrowsAnyAsync<ArgumentException>(() => Conversations.ImportAsync(
                id, StreamAsync(Of("before", Past), fault, Of("after", Past)), new() { OnRefused = (_, _) => { } }));

            Assert.Equal(["before"], (await AllAsync(Conversations.ListMessagesAsync(id))).Select(message => message.Text));
        }
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task A_refused_message_is_passed_to_OnRefused_and_the_import_continues()
    {
        var id = await CreateAsync();
        var refused = new List<(ImportedMessage Message, ConversationsException Error)>();
        var bad = Refused();

        var result = await Conversations.ImportAsync(
            id,
            StreamAsync([Of("before", Past), .. bad, Of("after", Past)]),
            new() { OnRefused = (message, error) => refused.Add((message, error)) });

        Assert.Equal(new ImportProgress(2, 0, bad.Length), result);
        Assert.Equal(bad, refused.Select(one => one.Message));
        Assert.Equal(["createdAt", "createdAt", "text", "text"], refused.Select(one => ((InvalidConversationDataException)one.Error).Field));
        Assert.Equal(["after", "before"], (await AllAsync(Conversations.ListMessagesAsync(id))).Select(message => message.Text));
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 4)]
    public async Task A_conflict_does_not_change_the_existing_message()
    {
        var id = await CreateAsync();
        var sent = await SendAsync(id, Alice, "sent");

        var error = await RefusesAsync<MessageConflictException>(id, () => ImportAsync(id, [Of("imported", Past).With(one => one.Id, sent.Id)]));

        Assert.Equal(sent.Id, error.MessageId);
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 4)]
    public async Task A_conflict_is_passed_to_OnRefused_and_the_import_continues()
    {
        var id = await CreateAsync();
        var sent = await SendAsync(id, Alice, "sent");
        var refused = new List<ConversationsException>();

        var result = await Conversations.ImportAsync(
            id,
            StreamAsync(
                Of("other", Past).With(one => one.Id, sent.Id), Of("sent", Past).With(one => one.Id, sent.Id).With(one => one.SenderId, Bob), Of("new", Past)),
            new() { OnRefused = (_, error) => refused.Add(error) });

        Assert.Equal(new ImportProgress(1, 0, 2), result);
        Assert.All(refused, error => Assert.IsType<MessageConflictException>(error));
        Assert.Equal(sent, await GetMessageAsync(id, sent.Id));
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 2, 4)]
    public async Task The_same_id_twice_in_one_import_is_stored_once()
    {
        var id = await CreateAsync();
        var message = Of("one", Past);

        Assert.Equal(new ImportProgress(1, 1, 0), await ImportAsync(id, [message, message]));
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 2)]
    public async Task Replies_may_answer_an_earlier_message_of_the_same_batch()
    {
        var id = await CreateAsync();
        var question = Of("question", Past);
        var answer = Of("answer", Past).With(one => one.SenderId, Bob).With(one => one.ReplyTo, question.Id);

        Assert.Equal(2, (await ImportAsync(id, [question, answer])).Stored);

        Assert.Equal("question", (await GetMessageAsync(id, answer.Id)).RepliedTo?.Text);
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 4)]
    public async Task A_repeated_import_skips_stored_replies_to_messages_that_were_deleted_since()
    {
        var id = await CreateAsync();
        var question = Of("question", Past);
        var answer = Of("answer", Past).With(one => one.ReplyTo, question.Id);
        await ImportAsync(id, [question, answer]);
        await Conversations.DeleteMessageAsync(id, question.Id);

        Assert.Equal(new ImportProgress(0, 2, 0), await ImportAsync(id, [question, answer]));
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task A_reply_to_a_missing_message_is_refused()
    {
        var id = await CreateAsync();
        var refused = new List<ConversationsException>();

        var result = await Conversations.ImportAsync(
            id, StreamAsync(Of("answer", Past).With(one => one.ReplyTo, NewMessageId())), new() { OnRefused = (_, error) => refused.Add(error) });

        Assert.Equal(new ImportProgress(0, 0, 1), result);
        Assert.IsType<MessageNotFoundException>(Assert.Single(refused));
        Assert.Equal(0, (await GetAsync(id)).MessageCount);
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task Progress_is_reported_after_each_batch()
    {
        var (id, progress) = (await CreateAsync(), new Reports());

        await Conversations.ImportAsync(
            id,
            StreamAsync([.. Enumerable.Range(0, 5).Select(i => Of($"message {i}", Past))]),
            new() { BatchSize = 2, Progress = progress });

        Assert.Equal([new(2, 0, 0), new(4, 0, 0), new(5, 0, 0)], progress.AsEnumerable());
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 6)]
    public async Task Last_activity_is_the_latest_message_time_ever_stored()
    {
        var id = await CreateAsync();
        await ImportAsync(id, [Of("old", Past), Of("older", Past.AddYears(-1))]);
        Assert.Equal(Past, (await GetAsync(id)).LastActivityAt);

        var sent = await SendAsync(id, Alice);
        await ImportAsync(id, [Of("old again", Past)]);

        Assert.Equal(sent.CreatedAt, (await GetAsync(id)).LastActivityAt);
        Assert.Equal(sent, (await GetAsync(id)).LastMessage);
    }

    [Fact]
    [Rule(nameof(IConversationStore), 5)]
    public async Task Cancelling_keeps_the_messages_that_are_already_stored()
    {
        var id = await CreateAsync();
        using var cancellation = new CancellationTokenSource();
        async IAsyncEnumerable<ImportedMessage> CancelAfterTwo()
        {
            yield return Of("one", Past);
            yield return Of("two", Past);
            await cancellation.CancelAsync();
            yield return Of("three", Past);
        }

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Conversations.ImportAsync(id, CancelAfterTwo(), new() { BatchSize = 2 }, cancellation.Token));

        Assert.Equal(["two", "one"], (await AllAsync(Conversations.ListMessagesAsync(id))).Select(message => message.Text));
    }

    private ImportedMessage[] Refused() =>
    [
        Of("too early", DateTimeOffset.UnixEpoch.AddMilliseconds(-1)),
        Of("too late", Clock.GetUtcNow().AddDays(1).AddMilliseconds(1)),
        Of("", Past),
        Of("a\0b", Past),
    ];

    private ImportedMessage Of(string text, DateTimeOffset at) =>
        new() { Id = NewMessageId(), SenderId = Alice, Text = text, CreatedAt = at };

    private Task<ImportProgress> ImportAsync(ConversationId id, ImportedMessage[] messages) =>
        Conversations.ImportAsync(id, StreamAsync(messages));

    private static IAsyncEnumerable<ImportedMessage> StreamAsync(params ImportedMessage[] messages) => messages.ToAsyncEnumerable();

    private sealed class Reports : List<ImportProgress>, IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => Add(value);
    }
}
