using Conversations.Decisions;
using Conversations.Storage;
using Conversations.Storage.InMemory;
using Conversations.Testing;
using static Conversations.Decisions.CommitOutcome;

namespace Conversations.Tests.Storage;

/// <summary>Tests that a failure of a suite says what differs.</summary>
public sealed class FailureMessageTests
{
    [Fact]
    public async Task Failure_of_several_values_names_each_that_differs()
    {
        var message = await FailureOfAsync(
            new CommitProbe(new WrongFixture(new CountsSettingsTwice())),
            suite => suite.Versions_and_sequences_increase_by_one());

        message.Should().Contain("conversation.SettingsVersion\n  Expected: 5\n  Actual:   10").And.Contain("As expected: conversation.Version = 11");
    }

    [Fact]
    public async Task Failure_of_a_condition_names_the_condition()
    {
        var message = await FailureOfAsync(
            new MembershipProbe(new WrongFixture(new ForgetsWhoEnded())),
            suite => suite.Membership_that_another_user_ended_counts_as_ended_by_the_app());

        message.Should().Be("(await FindMembershipAsync(id, Bob))?.EndedByApp must be true\nActual: False");
    }

    [Fact]
    public async Task Failure_of_one_value_names_the_value()
    {
        var message = await FailureOfAsync(
            new ReadStateProbe(new WrongFixture(new CountsDeletedMessages())),
            suite => suite.Deleting_an_unread_message_lowers_the_count_and_deleting_a_read_one_does_not());

        message.Should().StartWith("await Conversations.FindReadStateAsync(id, Bob): ").And.Contain("Expected: ").And.Contain("Actual: ");
    }

    [Fact]
    public async Task Failure_of_an_expected_exception_shows_the_error_of_the_store_with_that_of_the_driver()
    {
        var message = await FailureOfAsync(
            new MessageDeletionProbe(new WrongFixture(new ThrowsForADeletedMessage())),
            suite => suite.Deleting_twice_is_refused_and_writes_nothing());

        message.Should().StartWith("() => Conversations.DeleteMessageAsync(id, message.Id) must throw Conversations.MessageNotFoundException")
            .And.Contain("Conversations.StorageException: The server is away.").And.Contain("System.IO.IOException: error 1205");
    }

    [Fact]
    public async Task Failure_of_an_expected_outcome_shows_the_error_of_the_store_with_that_of_the_driver()
    {
        var message = await FailureOfAsync(
            new CommitProbe(new WrongFixture(new FailsEachCommitOfAList())),
            suite => suite.Versions_and_sequences_increase_by_one());

        message.Should().Contain("must be a Conversations.Decisions.CommitOutcome+Stored")
            .And.Contain("Conversations.StorageException: The disk is full.").And.Contain("System.IO.IOException: error 28");
    }

    [Fact]
    public async Task Failure_of_the_model_lists_only_the_commands_that_are_needed()
    {
        var message = await FailureOfAsync(
            new ModelProbe(new WrongFixture(new ForgetsReadPosition())),
            suite => suite.Store_returns_what_the_model_returns_after_any_list_of_commands());

        // A conversation, and a message of a participant.
        CommandsIn(message).Should().HaveCount(2).And.OnlyContain(line => line.Contains("(version ", StringComparison.Ordinal));
        message.Should().Contain("differ in the participants for the app, without a viewer.");
    }

    [Fact]
    public async Task Failure_of_the_model_is_the_same_for_the_same_seed()
    {
        var messages = new List<string>();
        for (var i = 0; i < 2; i++)
        {
            messages.Add(await FailureOfAsync(
                new ModelProbe(new WrongFixture(new ForgetsEditsInTheLog())),
                suite => suite.Store_returns_what_the_model_returns_after_any_list_of_commands()));
        }

        WithoutIds(messages[0]).Should().NotBeEmpty().And.Equal(WithoutIds(messages[1]));
    }

    [Fact]
    public async Task Failure_of_the_model_leaves_out_what_changes_nothing_if_it_cannot_be_repeated()
    {
        var message = await FailureOfAsync(
            new ModelProbe(new WrongFixture(new FailsOnce())),
            suite => suite.Store_returns_what_the_model_returns_after_any_list_of_commands());

        CommandsIn(message)[..^1].Should().NotBeEmpty().And.OnlyContain(line => line.Contains("(version ", StringComparison.Ordinal));
    }

    /// <summary>Returns the lines of a message that are commands.</summary>
    private static List<string> CommandsIn(string message) =>
        [.. message.Split('\n').Where(line => line.EndsWith("(changes nothing)", StringComparison.Ordinal) || line.Contains(" (version ", StringComparison.Ordinal))];

    private static List<string> WithoutIds(string message) =>
        [.. CommandsIn(message).Select(line => System.Text.RegularExpressions.Regex.Replace(line, "-[0-9a-f]{32}", ""))];

    private static async Task<string> FailureOfAsync<T>(T suite, Func<T, Task> test)
        where T : StoreSuite =>
        (await WrongFixture.FindsAsync(suite, test)).Message;

    private sealed class CountsSettingsTwice() : ForwardingStore(new InMemoryConversationStore())
    {
        public override async Task<StoredConversation?> FindConversationAsync(
            ConversationId id, UserId? viewer, CancellationToken cancellationToken = default) =>
            await base.FindConversationAsync(id, viewer, cancellationToken) is { Conversation: var one } found
                ? new(one with { SettingsVersion = one.SettingsVersion * 2 }, found.Viewer)
                : null;
    }

    private sealed class ForgetsWhoEnded() : ForwardingStore(new InMemoryConversationStore())
    {
        public override async Task<ConversationFacts> ReadFactsAsync(FactsQuery query, CancellationToken cancellationToken = default)
        {
            var facts = await base.ReadFactsAsync(query, cancellationToken);
            return facts.With(one => one.Memberships, facts.Memberships.ToDictionary(one => one.Key, one => one.Value.With(one => one.EndedByApp, false)));
        }
    }

    private sealed class ThrowsForADeletedMessage() : ForwardingStore(new InMemoryConversationStore())
    {
        public override async Task<ConversationFacts> ReadFactsAsync(FactsQuery query, CancellationToken cancellationToken = default) =>
            await base.ReadFactsAsync(query, cancellationToken) is var facts && facts.Message is { Message: null }
                ? throw new StorageException("The server is away.", new IOException("error 1205"))
                : facts;
    }

    private sealed class FailsEachCommitOfAList() : ForwardingStore(new InMemoryConversationStore())
    {
        public override Task<IReadOnlyList<CommitOutcome>> CommitAsync(
            IReadOnlyList<Commit> commits, CancellationToken cancellationToken = default) => commits.Count == 1
            ? base.CommitAsync(commits, cancellationToken)
            : Task.FromResult<IReadOnlyList<CommitOutcome>>(
                [.. commits.Select(_ => new Failed(new StorageException("The disk is full.", new IOException("error 28"))))]);
    }

    /// <summary>Fails the fortieth commit and no other.</summary>
    private sealed class FailsOnce() : ForwardingStore(new InMemoryConversationStore())
    {
        private int _count;

        public override Task<IReadOnlyList<CommitOutcome>> CommitAsync(
            IReadOnlyList<Commit> commits, CancellationToken cancellationToken = default) => Interlocked.Increment(ref _count) == 40
            ? throw new StorageException("The server is away.")
            : base.CommitAsync(commits, cancellationToken);
    }
}
