using System.Text;
using System.Text.Json;
using Conversations.Decisions;
using Conversations.Storage;

namespace Conversations.Testing;

/// <summary>Tests erasing and exporting a user.</summary>
/// <param name="fixture">The fixture of the store to test.</param>
public abstract partial class ErasureSuite(StoreFixture fixture) : StoreSuite(fixture)
{
    private const string Name = "Alice of Wonderland";
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private const string Secret = "meet me at the rabbit hole";

    [Fact]
    [Rule(nameof(IPersonalDataStore.ListTracesAsync), 1)]
    [Rule(nameof(IPersonalDataStore.ReplaceUserAsync), 4)]
    public async Task Nothing_of_an_erased_user_is_found_in_anything_that_is_stored()
    {
        var ids = await LeaveTracesAsync();

        await Conversations.EraseUserAsync(Alice);

        foreach (var id in ids)
        {
            var held = await EverythingAsync(id);
            Assert.DoesNotContain(Alice.Value, held, StringComparison.Ordinal);
            Assert.DoesNotContain(Name, held, StringComparison.Ordinal);
            Assert.DoesNotContain(Secret, held, StringComparison.Ordinal);
        }

        Assert.Null(await Conversations.FindUserAsync(Alice));
        Assert.Empty(await Store.ListTracesAsync(Alice, null, 100));
        Assert.Empty(await AllAsync(Conversations.ListInboxAsync(Alice, new() { IncludeEmpty = true })));
    }

    [Fact]
    [Rule(nameof(IPersonalDataStore.ReplaceUserAsync), 4)]
    public async Task With_KeepTexts_the_texts_stay_under_one_random_id()
    {
        var ids = await LeaveTracesAsync();

        await Conversations.EraseUserAsync(Alice, new() { KeepTexts = true });

        var held = string.Concat(await Task.WhenAll(ids.Select(EverythingAsync)));
        Assert.DoesNotContain(Alice.Value, held, StringComparison.Ordinal);
        Assert.DoesNotContain(Name, held, StringComparison.Ordinal);
        var messages = await AllAsync(Conversations.ListMessagesAsync(ids[0], new() { After = 0 }));
        var mine = messages.Where(message => message.Text == Secret).ToList();
        Assert.Equal(2, mine.Count);
        Assert.Single(mine.Select(message => message.SenderId).Distinct());
        Assert.StartsWith("erased-", mine[0].SenderId!.Value.Value, StringComparison.Ordinal);
        Assert.All(mine, message => Assert.Equal(0, message.Custom.Count));
    }

    [Fact]
    [Rule(nameof(IPersonalDataStore.ReplaceUserAsync), 3, 4)]
    public async Task Messages_and_reactions_of_other_users_stay_and_keep_their_order()
    {
        var id = (await LeaveTracesAsync())[0];
        var before = await AllAsync(Conversations.ListMessagesAsync(id, new() { After = 0 }));

        await Conversations.EraseUserAsync(Alice);

        var after = await AllAsync(Conversations.ListMessagesAsync(id, new() { After = 0 }));
        var bobs = before.Where(message => message.SenderId == Bob).ToList();
        Assert.Equal(bobs.Select(message => (message.Id, message.Sequence, message.CreatedAt)), after.Select(message => (message.Id, message.Sequence, message.CreatedAt)));
        Assert.Contains(after, message => message.Text.StartsWith("Ask <!!mention:erased-", StringComparison.Ordinal));
        Assert.Equal(2, after[0].Reactions.Single().Count);
    }

    [Fact]
    [Rule(nameof(IPersonalDataStore.RewriteMessagesAsync), 1)]
    public async Task Mention_in_a_subject_of_maximum_length_is_erased_although_the_random_id_is_longer()
    {
        var id = await CreateAsync();
        await Conversations.UpdateAsync(id, new() { Subject = $"<!!mention:{Alice.Value}|A>".PadRight(1_000, '.') });

        await Conversations.EraseUserAsync(Alice);

        Assert.StartsWith("<!!mention:erased-", (await GetAsync(id)).Subject, StringComparison.Ordinal);
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task Erasing_the_last_participant_deletes_the_conversation()
    {
        var id = await CreateAsync(Alice);
        await SendAsync(id, Alice, Secret);

        await Conversations.EraseUserAsync(Alice);

        Assert.Null(await Conversations.FindAsync(id));
        Assert.DoesNotContain(Alice.Value, await EverythingAsync(id), StringComparison.Ordinal);
    }

    [Fact]
    [Rule(nameof(IPersonalDataStore.BeginErasureAsync), 1)]
    public async Task An_interrupted_erasure_continues_with_the_same_random_id()
    {
        var ids = await LeaveTracesAsync();
        using var stop = new CancellationTokenSource();
        var options = new EraseOptions { KeepTexts = true, Progress = new Immediate(stop.Cancel) };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Conversations.EraseUserAsync(Alice, options, stop.Token));

        await Conversations.EraseUserAsync(Alice);

        var held = string.Concat(await Task.WhenAll(ids.Select(EverythingAsync)));
        Assert.DoesNotContain(Alice.Value, held, StringComparison.Ordinal);
        var senders = new List<UserId?>();
        foreach (var id in ids)
        {
            if (await Conversations.FindAsync(id) is not null)
                senders.AddRange((await AllAsync(Conversations.ListMessagesAsync(id))).Select(message => message.SenderId));
        }

        Assert.Single(senders.Where(sender => sender?.Value.StartsWith("erased-", StringComparison.Ordinal) == true).Distinct());
    }

    [Fact]
    [Rule(nameof(IPersonalDataStore.BeginErasureAsync), 1)]
    [Rule(nameof(IPersonalDataStore.EndErasureAsync), 1)]
    public async Task An_erasure_that_has_begun_is_returned_as_it_is_stored_until_it_ends()
    {
        var (first, second) = (new Erasure(Alice, NewUserId("erased"), keepsText: true), new Erasure(Alice, NewUserId("erased"), keepsText: false));

        Assert.Equal(first, await Store.BeginErasureAsync(first));
        Assert.Equal(first, await Store.BeginErasureAsync(second));
        await Store.EndErasureAsync(Bob);
        Assert.Equal(first, await Store.BeginErasureAsync(second));

        await Store.EndErasureAsync(Alice);
        await Store.EndErasureAsync(Alice);
        Assert.Equal(second, await Store.BeginErasureAsync(second));
    }

    [Fact]
    [Rule(nameof(IPersonalDataStore.EndErasureAsync), 1)]
    [Rule(nameof(IUserStore.RemoveUserAsync), 1)]
    public async Task Erasing_an_unknown_user_and_erasing_twice_succeed()
    {
        Assert.Equal(new(0, 0), await Conversations.EraseUserAsync(Carol));

        await LeaveTracesAsync();
        Assert.NotEqual(0, (await Conversations.EraseUserAsync(Alice)).Conversations);
        Assert.Equal(new(0, 0), await Conversations.EraseUserAsync(Alice));
    }

    [Fact]
    [Rule(nameof(IPersonalDataStore.ListReactionsOfAsync), 1)]
    [Rule(nameof(IPersonalDataStore.ListTracesAsync), 1)]
    public async Task Export_contains_profile_memberships_messages_reactions_and_changes_and_nothing_of_others()
    {
        await LeaveTracesAsync();
        using var stream = new MemoryStream();

        await Conversations.ExportUserAsync(Alice, stream);

        using var json = JsonDocument.Parse(stream.ToArray());
        var conversations = json.RootElement.GetProperty("conversations").EnumerateArray().ToList();
        Assert.Equal(Name, json.RootElement.GetProperty("user").GetProperty("name").GetString());
        Assert.Equal(5, conversations.Count);
        Assert.Equal(3, conversations.Sum(one => one.GetProperty("messages").GetArrayLength()));
        Assert.Equal(1, conversations.Sum(one => one.GetProperty("reactions").GetArrayLength()));
        Assert.All(conversations, one => Assert.NotEqual(0, one.GetProperty("changes").GetArrayLength() + one.GetProperty("messages").GetArrayLength()));
        Assert.DoesNotContain("secret of Bob", StrictUtf8.GetString(stream.ToArray()), StringComparison.Ordinal);
    }

    [Fact]
    [Rule(nameof(IPersonalDataStore.ListTracesAsync), 1)]
    public async Task Export_of_an_unknown_user_is_empty()
    {
        using var stream = new MemoryStream();

        await Conversations.ExportUserAsync(Carol, stream);

        Assert.Equal("""{"user":null,"conversations":[]}""", StrictUtf8.GetString(stream.ToArray()));
    }

    /// <summary>
    /// Creates one conversation for each kind of trace of Alice: she takes part, was removed, is only an imported sender,
    /// changed settings, and is alone.
    /// </summary>
    private async Task<IReadOnlyList<ConversationId>> LeaveTracesAsync()
    {
        await Conversations.SetUserAsync(Alice, new() { Name = Name, Emails = ["alice@example.com"] });
        var here = await CreateAsync(Alice, Bob);
        var first = await SendAsync(here, Bob, $"Ask <!!mention:{Alice.Value}|{Name}> *now*");
        await Conversations.As(Alice).SendMessageAsync(here, new(Secret) { Custom = new() { ["about"] = Secret } });
        await Conversations.As(Alice).SendAsync(here, Secret);
        await Conversations.As(Alice).AddReactionAsync(here, first.Id, "👍");
        await Conversations.AddReactionAsync(here, first.Id, Bob, "👍");
        await SendAsync(here, Bob, "a secret of Bob");
        await Conversations.UpdateAsync(here, new()
        {
            Subject = $"With <!!mention:{Alice.Value}|{Name}>",
            WelcomeMessages = [$"Hello <!!mention:{Alice.Value}|{Name}>"],
        });

        var left = await CreateAsync(Alice, Bob);
        var gone = await Conversations.SendAsync(left, Alice, Secret);
        await Conversations.DeleteMessageAsync(left, gone.Message!.Id);
        await Conversations.RemoveParticipantAsync(left, Alice);

        var imported = await CreateAsync(Bob, Carol);
        await Conversations.ImportAsync(
            imported, new ImportedMessage[] { new() { Id = NewMessageId(), SenderId = Alice, Text = Secret, CreatedAt = Clock.GetUtcNow() } }.ToAsyncEnumerable());

        var managed = await CreateAsync(Alice, Bob);
        await Conversations.As(Alice, new() { ManageConversations = true }).UpdateAsync(managed, new() { Subject = "renamed" });
        var alone = await CreateAsync(Alice);
        return [here, left, imported, managed, alone];
    }

    private Task<string> EverythingAsync(ConversationId id) => new Held(Conversations, Store).ReadAsync([id], Alice, Bob, Carol);
}
