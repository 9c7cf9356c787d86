using Conversations.Storage;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Conversations.Testing;

/// <summary>
/// Tests invalid calls of each method: default ids, null arguments, cancelled tokens and a disposed service provider.
/// </summary>
/// <param name="fixture">The fixture of the store to test.</param>
public abstract partial class CallSuite(StoreFixture fixture) : StoreSuite(fixture)
{
    /// <summary>Returns the names of the rows of the table.</summary>
    /// <returns>One test case per row.</returns>
    public static TheoryData<string> Rows() => [.. CallTable.Rows.Select(row => row.Name)];

    [Fact]
    [Rule(nameof(IConversationStore), 5, 9)]
    public void Every_method_has_a_row_in_the_table()
    {
        var rows = CallTable.Rows.ToLookup(row => row.Method);

        Assert.Equal(CallTable.Rows.Count, CallTable.Rows.Select(row => row.Name).Distinct().Count());
        Assert.All(
            typeof(IConversations).GetMethods().GroupBy(method => method.Name),
            method => Assert.True(rows[method.Key].Count() >= method.Count(), $"The table has too few rows for {method.Key}."));
    }

    [Theory]
    [Rule(nameof(IConversationStore), 1)]
    [MemberData(nameof(Rows))]
    public async Task A_default_id_is_refused_and_nothing_is_written(string name)
    {
        var (row, ids) = (Row(name), await CreateIdsAsync());
        CallIds[] bad =
        [
            .. row.Takes.Select(id => id switch
            {
                'C' => ids with { Conversation = default },
                'U' => ids with { User = default },
                'O' => ids with { Other = default },
                _ => ids with { Message = default },
            }),
        ];

        foreach (var call in bad)
            await RefusesAsync<ArgumentException>(ids.Conversation, () => row.MakeAsync(Conversations, call, CancellationToken.None));
    }

    [Theory]
    [Rule(nameof(IConversationStore), 5)]
    [MemberData(nameof(Rows))]
    public async Task A_call_with_a_cancelled_token_throws_and_writes_nothing(string name)
    {
        var (row, ids) = (Row(name), await CreateIdsAsync());
        var before = await StateOfAsync(ids.Conversation);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => row.MakeAsync(Conversations, ids, new(canceled: true)));

        Assert.Equal(before, await StateOfAsync(ids.Conversation));
        Assert.Null(await Conversations.FindAsync(OneOnOneId.Compute(ids.User, ids.Other)));
    }

    [Theory]
    [Rule(nameof(IConversationStore), 9)]
    [MemberData(nameof(Rows))]
    public async Task A_call_after_the_provider_is_disposed_throws_and_writes_nothing(string name)
    {
        var (row, ids) = (Row(name), await CreateIdsAsync());
        var provider = Build();
        var conversations = provider.GetRequiredService<IConversations>();
        await provider.DisposeAsync();

        await RefusesAsync<ObjectDisposedException>(
            ids.Conversation, () => row.MakeAsync(conversations, ids, CancellationToken.None));

        Assert.Null(await Conversations.FindAsync(OneOnOneId.Compute(ids.User, ids.Other)));
    }

    [Theory]
    [Rule(nameof(IConversationStore), 9)]
    [MemberData(nameof(Rows))]
    public async Task A_valid_call_succeeds(string name)
    {
        var (row, ids) = (Row(name), await CreateIdsAsync());
        var free = ids with { Message = NewMessageId() };
        var isSent = row.Name is nameof(IConversations.SendAsync) or nameof(IConversations.SendMessageAsync) or nameof(IConversations.ImportAsync)
            || row.Method == nameof(IConversations.SendSystemMessageAsync);

        await row.MakeAsync(Conversations, isSent ? free : ids, CancellationToken.None);
    }

    [Fact]
    [Rule(nameof(IConversationStore), 1)]
    public async Task A_null_argument_is_refused_and_nothing_is_written()
    {
        var ids = await CreateIdsAsync();
        var (id, user, message) = (ids.Conversation, ids.User, ids.Message);
        Func<Task>[] calls =
        [
            () => Conversations.CreateIfNotExistsAsync(id, null!),
            () => Conversations.SetAsync(id, null!),
            () => Conversations.UpdateAsync(id, null!),
            () => Conversations.SendMessageAsync(id, user, null!),
            () => Conversations.SendSystemMessageAsync(id, (MessageDraft)null!),
            () => Conversations.EditMessageAsync(id, message, null!),
            () => Conversations.ImportAsync(id, null!),
            () => Conversations.ImportAsync(id, new ImportedMessage[] { null! }.ToAsyncEnumerable()),
        ];

        foreach (var call in calls)
            await RefusesAsync<ArgumentNullException>(id, call);
    }

    [Fact]
    [Rule(nameof(IConversationStore), 1)]
    public async Task Null_content_is_refused_with_the_name_of_its_field_and_nothing_is_written()
    {
        var ids = await CreateIdsAsync();
        var (id, user, message) = (ids.Conversation, ids.User, ids.Message);
        (string Field, Func<Task> Call)[] calls =
        [
            ("participants", () => Conversations.CreateIfNotExistsAsync(id, new() { Participants = null! })),
            ("participants[1]", () => Conversations.CreateIfNotExistsAsync(id, new() { Participants = [new(user), null!] })),
            ("welcomeMessages[0]", () => Conversations.UpdateAsync(id, new() { WelcomeMessages = [null!] })),
            ("text", () => Conversations.SendAsync(id, user, null!)),
            ("text", () => Conversations.SendSystemMessageAsync(id, (string)null!)),
            ("text", () => Conversations.SendMessageAsync(id, user, new((string)null!))),
            ("text", () => Conversations.EditMessageAsync(id, message, new() { Text = null })),
            ("emoji", () => Conversations.AddReactionAsync(id, message, user, null!)),
            ("emoji", () => Conversations.RemoveReactionAsync(id, message, user, null!)),
        ];

        foreach (var (field, call) in calls)
            Assert.Equal(field, (await RefusesAsync<InvalidConversationDataException>(id, call)).Field);
    }

    [Fact]
    [Rule(nameof(IConversationStore), 1)]
    public async Task A_negative_sequence_is_refused()
    {
        var id = await CreateAsync();

        Assert.Throws<ArgumentOutOfRangeException>(() => Conversations.ListMessagesAsync(id, new() { Before = -1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Conversations.ListMessagesAsync(id, new() { After = -1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Conversations.ListMessagesAsync(id, new() { Around = long.MinValue }));
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task A_message_query_with_more_than_one_starting_point_is_refused()
    {
        var id = await CreateAsync();

        Assert.Throws<ArgumentException>(() => Conversations.ListMessagesAsync(id, new() { Before = 1, After = 1 }));
        Assert.Throws<ArgumentException>(() => Conversations.ListMessagesAsync(id, new() { After = 1, Around = 1 }));
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task An_error_does_not_repeat_the_refused_value()
    {
        var id = await CreateAsync();
        const string secret = "words that nobody should read in a log";

        var text = await RefusesAsync<InvalidConversationDataException>(id, () => Conversations.SendAsync(id, Alice, secret + "\0"));
        var photo = await RefusesAsync<InvalidConversationDataException>(id, () => Conversations.UpdateAsync(id, new() { PhotoUrl = secret }));
        var emoji = await RefusesAsync<InvalidConversationDataException>(
            id, () => Conversations.AddReactionAsync(id, NewMessageId(), Alice, secret));

        Assert.All([text, photo, emoji], error => Assert.DoesNotContain("words", error.Message, StringComparison.Ordinal));
    }

    private static CallRow Row(string name) => CallTable.Rows.Single(row => row.Name == name);

    /// <summary>Creates a conversation in which each call of the table would change or find something.</summary>
    private async Task<CallIds> CreateIdsAsync()
    {
        var id = await CreateAsync();
        var message = (await SendAsync(id, Bob)).Id;
        await Conversations.SetParticipantAsync(id, Bob, new() { Access = ParticipantAccess.Read });
        return new(id, Alice, Bob, message);
    }
}
