using Conversations.Decisions;
using Conversations.Storage;
using Conversations.Storage.InMemory;
using Conversations.Testing;
using Xunit.Sdk;
using Xunit.v3;

namespace Conversations.Tests.Storage.Rules;

/// <summary>Tests that each failure of a suite ends with the rules of the contract that it is about, whatever caused it.</summary>
public sealed class RuleFailureTests
{
    private const string RuleOfVersions =
        "\nRule: CommitAsync 5 (The version of a change is one more than the version of the conversation's last change, which the store reads from the row of the…)";

    [Fact]
    public async Task Failure_of_an_assertion_ends_with_the_rule()
    {
        var failures = await TestRun.FailuresOfAsync<CommitProbe>(
            nameof(CommitSuite.Versions_and_sequences_increase_by_one), new WrongFixture(new AnswersWith(new CommitOutcome.Stored(7))));

        failures.Should().ContainSingle().Which.Should().EndWith(RuleOfVersions);
    }

    [Fact]
    public async Task Failure_by_an_exception_of_the_store_ends_with_the_rule_after_the_error_of_the_driver()
    {
        var failures = await TestRun.FailuresOfAsync<CommitProbe>(nameof(CommitSuite.Versions_and_sequences_increase_by_one), new WrongFixture(new Throws()));

        failures.Should().ContainSingle().Which.Should().Contain("StorageException : The server is away.")
            .And.Contain("System.IO.IOException : error 1205").And.EndWith(RuleOfVersions);
    }

    [Fact]
    public async Task Failure_of_an_assertion_of_xunit_itself_ends_with_the_rule()
    {
        var failures = await TestRun.FailuresOfAsync<CommitProbe>(
            nameof(CommitSuite.The_preconditions_of_a_commit_may_depend_on_an_earlier_commit_of_the_same_list),
            new WrongFixture(new AnswersWith(CommitOutcome.Stale.Instance)));

        failures.Should().ContainSingle().Which.Should().Contain("Assert.All() Failure").And.EndWith(
            "\nRule: CommitAsync 2 (If a commit is stale, sends a message that exists already, or fails, the store still stores the other commits of the list)");
    }

    [Fact]
    public async Task Failure_of_each_row_of_a_theory_ends_with_all_rules()
    {
        var failures = await TestRun.FailuresOfAsync<ChangeLogProbe>(
            nameof(ChangeLogSuite.The_log_is_read_after_a_version_and_up_to_a_limit), new WrongFixture(new ForgetsTheLog()));

        failures.Should().HaveCount(4).And.OnlyContain(failure =>
            failure.Contains("\nRule: ListChangesAsync 1 (The slice has the changes after the version", StringComparison.Ordinal)
            && failure.Contains("\nRule: ListChangesAsync 2 (The slice is empty if", StringComparison.Ordinal)
            && failure.EndsWith(')'));
    }

    [Fact]
    public async Task Failure_of_the_model_ends_with_a_rule()
    {
        var failures = await TestRun.FailuresOfAsync<ModelProbe>(
            nameof(ModelSuite.Store_returns_what_the_model_returns_after_any_list_of_commands), new WrongFixture(new ForgetsReadPosition()));

        failures.Should().ContainSingle().Which.Should().Contain("Seed 1, after ").And.Contain("\nRule: IConversationStore 9 (A store decides nothing)");
    }

    [Fact]
    public async Task Test_that_passes_and_one_that_is_skipped_report_no_failure()
    {
        var passed = await TestRun.RunAsync<CommitProbe>(nameof(CommitSuite.Versions_and_sequences_increase_by_one), new WrongFixture(new Right()));
        var skipped = await TestRun.RunAsync<CostProbe>(nameof(CostSuite.Imported_batch_is_one_transaction), new WrongFixture(new Right()));

        passed.OfType<ITestPassed>().Should().ContainSingle();
        skipped.OfType<ITestSkipped>().Should().ContainSingle().Which.Reason.Should().Be(StoreProof.Cost.Reason);
        passed.Concat(skipped).OfType<ITestFailed>().Should().BeEmpty();
    }

    [Theory]
    [InlineData(true, 7)]
    [InlineData(false, 1)]
    public async Task Cases_of_a_theory_have_the_rules_as_traits_whether_or_not_its_rows_are_read_before(bool preEnumerates, int count)
    {
        var cases = await TestRun.DiscoverAsync<ChangeLogProbe>(nameof(ChangeLogSuite.The_log_is_read_after_a_version_and_up_to_a_limit), preEnumerates);

        cases.Should().HaveCount(count).And.AllBeAssignableTo<ISelfExecutingXunitTestCase>();
        foreach (var one in cases)
            one.Traits[RuleAttribute.Trait].Should().BeEquivalentTo("ListChangesAsync 1", "ListChangesAsync 2");
    }

    [Fact]
    public void Name_of_a_cost_has_no_number() =>
        new RuleAttribute(nameof(IInboxStore.ListInboxAsync), 2, RuleAttribute.Cost).Names.Should().Equal("ListInboxAsync 2", "ListInboxAsync Cost");

    private sealed class Right() : ForwardingStore(new InMemoryConversationStore());

    private sealed class AnswersWith(CommitOutcome outcome) : ForwardingStore(new InMemoryConversationStore())
    {
        public override async Task<IReadOnlyList<CommitOutcome>> CommitAsync(
            IReadOnlyList<Commit> commits, CancellationToken cancellationToken = default) =>
            await base.CommitAsync(commits, cancellationToken) is var stored && commits.Count == 1 ? stored : [.. commits.Select(_ => outcome)];
    }

    private sealed class Throws() : ForwardingStore(new InMemoryConversationStore())
    {
        public override Task<IReadOnlyList<CommitOutcome>> CommitAsync(IReadOnlyList<Commit> commits, CancellationToken cancellationToken = default) =>
            throw new StorageException("The server is away.", new IOException("error 1205"));
    }

    private sealed class ForgetsTheLog() : ForwardingStore(new InMemoryConversationStore())
    {
        public override Task<ChangeSlice> ListChangesAsync(ConversationId id, long after, int limit, CancellationToken cancellationToken = default) =>
            Task.FromResult<ChangeSlice>(new([], IsPruned: false));
    }
}
