using Conversations.Decisions;
using static Conversations.Sqlite.Tests.TestStores;

namespace Conversations.Sqlite.Tests;

public sealed class SqliteVersionOneTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private SqliteConversationStore _store = null!;

    private string Path => _folder.File("conversations.db");

    public ValueTask InitializeAsync()
    {
        VersionOneFile.Make(Path);
        _store = OpenAlone(Path);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        Dispose();
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Everything_that_was_stored_is_kept()
    {
        var found = (await _store.FindConversationAsync(Room, Bob))!;
        var messages = await _store.ListMessagesAsync(new() { ConversationId = Room, Viewer = Bob, Limit = 10 });

        (found.Conversation.Subject, found.Conversation.MessageCount, found.Conversation.LastSequence, found.Conversation.Version).Should().Be(("House", 3, 5, 6));
        found.Viewer.Should().BeEquivalentTo(new { VisibleFrom = 1, ReadUpTo = 1, IsMarkedUnread = true });
        messages!.Select(message => message.Text).Should().Equal("One", "Imported, the latest", "Imported, the earliest");
        (await _store.FindReadStateAsync(Room, Bob))!.UnreadCount.Should().Be(2);
        RawFile.Ask(Path, "PRAGMA user_version").Should().Be((long)SqliteSchema.Current.Steps.Count);
        RawFile.Ask(Path, "PRAGMA integrity_check").Should().Be("ok");
        RawFile.Ask(Path, "SELECT count(*) FROM pragma_foreign_key_check").Should().Be(0L);
    }

    [Theory]
    [InlineData("room", "m2")]
    [InlineData("again", "m8")]
    [InlineData("same-time", "m2")]
    [InlineData("silent", null)]
    public async Task Last_message_is_the_latest_by_time_and_then_by_sequence(string id, string? last) =>
        (await _store.FindConversationAsync(new(id), null))!.Conversation.LastMessage?.Id.Value.Should().Be(last);

    [Fact]
    public async Task Last_messages_are_found_after_deletes_also_past_imports_of_that_time()
    {
        foreach (var (deleted, last) in new[] { ("m2", "m1"), ("m1", "m4"), ("m4", null) })
        {
            await CommitAsync(new() { Change = new MessageDeleted { ConversationId = Room, MessageId = new(deleted), At = At(100_000) } });

            (await _store.FindConversationAsync(Room, Alice))!.Conversation.LastMessage?.Id.Value.Should().Be(last);
        }
    }

    [Fact]
    public async Task Time_of_the_next_message_follows_the_last_sent_one_and_not_an_imported_one()
    {
        // The time of the deleted message, 7,000, is the latest of those that were not imported.
        var sent = (CommitOutcome.Stored)await CommitAsync(Sending(Room, "new", at: 3_000));

        sent.Message!.CreatedAt.Should().Be(At(7_000));
        (await _store.FindConversationAsync(Room, null))!.Conversation.LastActivityAt.Should().Be(At(90_000));
    }

    [Fact]
    public async Task Conversation_without_a_message_is_empty_until_the_next_one()
    {
        (await InboxAsync()).Should().Equal("room", "again", "same-time");

        await CommitAsync(Sending(new("silent"), "new", at: 2_500));

        (await InboxAsync()).Should().Equal("room", "again", "same-time", "silent");
    }

    [Fact]
    public async Task Conversation_that_was_created_again_counts_only_its_own_messages()
    {
        await CommitAsync(new()
        {
            Change = new ParticipantAdded { ConversationId = new("again"), UserId = Bob, At = At(9_500) },
            Participants = [new(Bob, ParticipantAccess.ReadWrite, NotifySetting.All, Joins: true) { History = new HistoryStart(1, LastCount: 5) }],
        });

        var seen = (await _store.FindConversationAsync(new("again"), Bob))!;

        (seen.Viewer!.VisibleFrom, seen.Conversation.MessageCount, seen.Conversation.LastMessage!.Sequence).Should().Be((4, 1, 8));
    }

    private static DateTimeOffset At(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    private static Commit Sending(ConversationId id, string messageId, long at) => new()
    {
        Change = new MessageSent { ConversationId = id, MessageId = new(messageId), Actor = Alice, At = At(at) },
        Message = new() { Id = new(messageId), SenderId = Alice, Text = "Hello", Hash = ContentHash.Of("Hello", CustomData.Empty, null) },
    };

    private async Task<CommitOutcome> CommitAsync(Commit commit)
    {
        var outcome = (await _store.CommitAsync([commit])).Single();
        outcome.Should().BeOfType<CommitOutcome.Stored>();
        return outcome;
    }

    private async Task<IEnumerable<string>> InboxAsync() =>
        (await _store.ListInboxAsync(new() { UserId = Alice, Limit = 10 })).Entries.Select(entry => entry.Conversation.Id.Value);
}
