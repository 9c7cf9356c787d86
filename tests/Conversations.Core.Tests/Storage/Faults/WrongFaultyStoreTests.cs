using Conversations.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Sdk;

namespace Conversations.Tests.Storage.Faults;

/// <summary>Tests that the suite of faults fails for stores that do a wrong thing after a fault.</summary>
public sealed class WrongFaultyStoreTests
{
    [Theory]
    [MemberData(nameof(Kinds))]
    public Task A_store_that_fails_before_its_log_is_found(string call) => FindsAsync(() => new FailsBeforeItsLog(), call);

    [Theory]
    [InlineData("send")]
    [InlineData("import")]
    public Task A_store_that_fails_before_its_rows_is_found(string call) => FindsAsync(() => new FailsBeforeItsRows(), call);

    [Fact]
    public Task A_store_that_fails_before_it_counts_messages_is_found() =>
        FindsAsync(() => new FailsBeforeItsCounters(one => one with { MessageCount = one.MessageCount - 1 }), "send");

    [Fact]
    public Task A_store_that_fails_before_it_counts_participants_is_found() =>
        FindsAsync(() => new FailsBeforeItsCounters(one => one with { ParticipantCount = one.ParticipantCount - 1 }), "add a participant");

    [Fact]
    public Task A_store_that_fails_before_its_version_is_found() =>
        FindsAsync(() => new FailsBeforeItsCounters(one => one with { Version = one.Version - 1 }), "edit");

    [Fact]
    public Task A_store_that_fails_before_its_settings_version_is_found() =>
        FindsAsync(() => new FailsBeforeItsCounters(one => one with { SettingsVersion = one.SettingsVersion - 1 }), "update");

    [Fact]
    public Task A_store_that_fails_before_its_last_sequence_is_found() =>
        FindsAsync(() => new FailsBeforeItsCounters(one => one with { LastSequence = one.LastSequence - 1 }), "send");

    [Fact]
    public Task A_store_that_fails_before_its_last_message_is_found() =>
        FindsAsync(() => new FailsBeforeItsCounters(one => one with { LastMessage = null }), "send");

    [Fact]
    public Task A_store_that_fails_before_the_read_position_is_found() => FindsAsync(() => new FailsBeforeTheReadPosition(), "send");

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_store_that_throws_bare_errors_is_found(string call) =>
        (await FindsAsync(() => new ThrowsBareErrors(), call)).Message.Should().Contain("TimeoutException");

    [Theory]
    [MemberData(nameof(SingleKinds))]
    public Task A_store_that_says_that_nothing_was_written_is_found(string call) => FindsAsync(() => new SaysThatNothingWasWritten(), call);

    [Theory]
    [InlineData("send")]
    [InlineData("import")]
    public Task A_store_that_names_no_message_is_found(string call) => FindsAsync(() => new NamesNoMessage(), call);

    [Fact]
    public Task A_store_that_names_a_message_of_no_send_is_found() => FindsAsync(() => new NamesAMessageOfNoSend(), "edit");

    [Theory]
    [MemberData(nameof(SingleKinds))]
    public Task A_store_that_acknowledges_what_failed_is_found(string call) => FindsAsync(() => new AcknowledgesWhatFailed(), call);

    [Fact]
    public Task A_store_that_loses_an_acknowledged_message_is_found() =>
        FindsAsync(() => new LosesTheLastMessage(), suite => suite.An_acknowledged_message_is_there_after_a_fault());

    [Fact]
    public Task A_store_that_stores_twice_on_a_retry_is_found() => FindsAsync(() => new StoresTwiceOnRetry(), "send");

    [Fact]
    public Task A_store_that_stores_a_message_twice_is_found_by_sending_again() =>
        FindsAsync(() => new StoresTwiceOnRetry(), suite => suite.A_message_that_is_sent_again_after_each_fault_is_stored_once());

    [Theory]
    [InlineData("edit")]
    [InlineData("update")]
    public Task A_store_that_repeats_a_commit_by_itself_is_found(string call) => FindsAsync(() => new RepeatsByItself(), call);

    [Theory]
    [MemberData(nameof(Kinds))]
    public Task A_store_that_stays_broken_is_found(string call) => FindsAsync(() => new StaysBroken(), call);

    [Fact]
    public Task A_store_that_refuses_a_retry_is_found() =>
        FindsAsync(() => new RefusesARetry(), suite => suite.A_message_that_is_sent_again_after_each_fault_is_stored_once());

    [Fact]
    public Task A_store_that_reads_nothing_after_a_fault_is_found() =>
        FindsAsync(() => new ReadsNothingAfterAFault(), suite => suite.An_acknowledged_message_is_there_after_a_fault());

    [Fact]
    public Task Disturbed_reads_find_a_store_that_reads_nothing_after_a_fault() => FindsAsync(
        () => new ReadsNothingAfterAFault(), suite => suite.A_read_that_a_fault_disturbs_returns_what_is_stored_or_throws_a_storage_exception());

    [Fact]
    public Task A_storm_finds_a_store_that_fails_before_its_log() =>
        FindsAsync(() => new FailsBeforeItsLog(), suite => suite.Every_commit_of_a_storm_is_whole_and_every_acknowledged_message_is_stored_once());

    [Fact]
    public Task A_storm_finds_a_store_that_throws_bare_errors() =>
        FindsAsync(() => new ThrowsBareErrors(), suite => suite.Every_commit_of_a_storm_is_whole_and_every_acknowledged_message_is_stored_once());

    [Fact]
    public async Task Without_a_store_to_break_the_suite_is_skipped_with_its_reason()
    {
        await using var suite = new FaultProbe(new WrongFixture(() => null));

        var skipped = await FluentActions.Awaiting(() => suite.An_acknowledged_message_is_there_after_a_fault()).Should().ThrowAsync<SkipException>();

        skipped.Which.Message.Should().Contain("atomicity not proven: StoreFixture.OpenBreakable returned null");
    }

    [Fact]
    public async Task An_unproven_part_fails_unless_the_fixture_accepts_it()
    {
        await using var refused = new ProofProbe(new WrongFixture(() => null));
        await using var accepted = new ProofProbe(new WrongFixture(() => null, StoreProof.Atomicity));
        await using var proven = new ProofProbe(new WrongFixture(() => new()));

        await FluentActions.Awaiting(() => refused.Every_part_of_the_contract_is_proven_or_accepted_as_unproven("atomicity"))
            .Should().ThrowAsync<XunitException>().WithMessage("*atomicity not proven*OpenBreakable*AcceptedUnproven*");
        await FluentActions.Awaiting(() => accepted.Every_part_of_the_contract_is_proven_or_accepted_as_unproven("erasure of raw rows"))
            .Should().ThrowAsync<XunitException>().WithMessage("*raw rows not proven*ReadRawAsync*AcceptedUnproven*");
        await FluentActions.Awaiting(() => accepted.Every_part_of_the_contract_is_proven_or_accepted_as_unproven("atomicity"))
            .Should().ThrowAsync<SkipException>();
        await proven.Every_part_of_the_contract_is_proven_or_accepted_as_unproven("atomicity");
    }

    public static TheoryData<string> Kinds() => [.. FaultSuite.Calls().Select(row => row.Data).Where(name => name != "mark as read")];

    public static TheoryData<string> SingleKinds() => [.. Kinds().Select(row => row.Data).Where(name => name != "import")];

    private static Task<XunitException> FindsAsync(Func<FaultyStore> make, string call) =>
        FindsAsync(make, suite => suite.A_disturbed_call_is_whole_or_not_there_and_succeeds_when_it_is_made_again(call));

    private static async Task<XunitException> FindsAsync(Func<FaultyStore> make, Func<FaultSuite, Task> test)
    {
        await using var right = new FaultProbe(new WrongFixture(() => new()));
        await using var wrong = new FaultProbe(new WrongFixture(make));

        await test(right);
        return (await FluentActions.Awaiting(() => test(wrong)).Should().ThrowAsync<XunitException>()).Which;
    }

    private sealed class WrongFixture(Func<FaultyStore?> make, params StoreProof[] accepted) : StoreFixture
    {
        public override IReadOnlyCollection<StoreProof> AcceptedUnproven => accepted;

        public override void Use(IConversationsBuilder builder) => builder.UseInMemory();

        public override BreakableStore? OpenBreakable() => make() is { } store ? new BreakableFaultyStore(store) : null;
    }

    private sealed class ProofProbe(StoreFixture fixture) : ProofSuite(fixture);
}
