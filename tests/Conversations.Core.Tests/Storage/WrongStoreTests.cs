using Conversations.Storage;
using Conversations.Testing;
using Xunit.Sdk;
using static Conversations.Mistakes.WrongFixture;

namespace Conversations.Tests.Storage;

/// <summary>Tests that the suites of the contract fail for stores that are wrong on purpose.</summary>
public sealed class WrongStoreTests
{
    [Fact]
    public Task Model_finds_a_store_that_forgets_the_read_position() => ModelFindsAsync(new ForgetsReadPosition());

    [Fact]
    public Task Model_finds_a_store_that_reuses_sequences() => ModelFindsAsync(new ReusesSequences());

    [Fact]
    public Task Model_finds_a_store_that_loses_messages() => ModelFindsAsync(new LosesMessages());

    [Fact]
    public Task Model_finds_a_store_that_doubles_messages() => ModelFindsAsync(new DoublesMessages());

    [Fact]
    public Task Model_finds_a_store_that_leaves_changes_out_of_its_log() => ModelFindsAsync(new ForgetsEditsInTheLog());

    [Fact]
    public async Task Failure_of_the_model_names_the_seed_and_the_commands()
    {
        var error = await ModelFindsAsync(new ForgetsReadPosition());

        error.Message.Should().MatchRegex("Seed [0-9]+, after [0-9]+ commands").And.Contain(" sends ");
    }

    [Fact]
    public Task Races_find_a_store_that_ignores_versions() =>
        RacesFindAsync(new IgnoresVersions(), suite => suite.Only_one_of_fifty_updates_that_expect_the_same_version_succeeds());

    [Fact]
    public Task Races_find_a_store_that_loses_updates() =>
        RacesFindAsync(new IgnoresVersions(), suite => suite.Fifty_updates_without_an_expected_version_are_all_stored());

    [Fact]
    public Task Races_find_a_store_that_ignores_limits() =>
        RacesFindAsync(new IgnoresVersions(), suite => suite.Limits_hold_at_every_version_while_participants_and_reactions_come_and_go());

    [Fact]
    public Task Races_find_a_store_that_asks_for_the_access_before_it_writes() =>
        RacesFindAsync(new AsksBeforeItWrites(), suite => suite.No_message_is_accepted_after_its_sender_loses_write_access());

    [Fact]
    public Task Races_find_a_store_that_loses_messages() => RacesFindAsync(
        new LosesMessages(), suite => suite.Thirty_two_writers_lose_and_duplicate_no_message_while_a_fifth_of_the_calls_is_cancelled());

    [Fact]
    public Task Races_find_a_store_that_doubles_messages() => RacesFindAsync(
        new DoublesMessages(), suite => suite.Only_one_of_sixteen_senders_of_a_message_id_creates_the_message_and_all_get_it());

    [Theory]
    [InlineData("Left")]
    [InlineData("Removed")]
    [InlineData("NeverMember")]
    public Task Authorization_finds_a_store_that_lists_for_everyone(string role) => FindsAsync(
        new AuthorizationProbe(new WrongFixture(new IgnoresViewersOfLists())),
        suite => suite.Every_call_in_the_matrix_has_the_expected_outcome_and_a_refused_call_writes_nothing(role, "Real"));

    [Fact]
    public Task Authorization_finds_a_store_that_tells_a_guessed_id_from_one_that_was_never_created() => FindsAsync(
        new AuthorizationProbe(new WrongFixture(new IgnoresViewersOfLists())),
        suite => suite.A_user_who_is_not_a_participant_gets_the_same_answer_as_for_an_id_that_was_never_created(
            "Unknown", "GuessedOneOnOne"));

    [Fact]
    public Task Races_find_a_store_that_asks_for_the_viewer_before_it_reads() => FindsAsync(
        new SessionRaceProbe(new WrongFixture(new AsksBeforeItReads())),
        suite => suite.A_removed_user_reads_no_message_sent_after_the_removal_until_they_are_added_again());

    [Fact]
    public Task Inbox_finds_a_store_that_lists_by_its_lagging_index() => FindsAsync(
        new InboxProbe(new WrongFixture(new ListsByItsLaggingIndex())), suite => suite.Order_is_exact_if_all_messages_are_within_one_minute());

    [Fact]
    public async Task Random_inboxes_find_a_store_that_lists_by_its_lagging_index()
    {
        var error = await RandomInboxesFindAsync(new ListsByItsLaggingIndex());

        error.Message.Should().MatchRegex("Seed [0-9]+, after [0-9]+ commands").And.Contain(" sends to ");
    }

    [Fact]
    public Task Read_states_find_a_store_that_counts_deleted_messages_as_unread() => FindsAsync(
        new ReadStateProbe(new WrongFixture(new CountsDeletedMessages())),
        suite => suite.Deleting_an_unread_message_lowers_the_count_and_deleting_a_read_one_does_not());

    [Fact]
    public Task Random_inboxes_find_a_store_that_counts_deleted_messages_as_unread() => RandomInboxesFindAsync(new CountsDeletedMessages());

    [Fact]
    public Task Model_finds_a_store_that_counts_deleted_messages_as_unread() => ModelFindsAsync(new CountsDeletedMessages());

    [Theory]
    [MemberData(nameof(Places))]
    public Task Erasing_finds_a_store_that_forgets_a_place(string place) => FindsAsync(
        new ErasedPlaceProbe(new WrongFixture(new ForgetsToErase(place))),
        suite => suite.Nothing_of_an_erased_user_is_found_in_the_place(place, keepTexts: false));

    public static TheoryData<string> Places() => [.. ErasedPlaceSuite.Places];

    private static Task<XunitException> RandomInboxesFindAsync(IConversationStore store) => FindsAsync(
        new InboxLoadProbe(new WrongFixture(store)),
        suite => suite.Inbox_equals_all_conversations_read_and_sorted_after_any_list_of_commands());

    private static Task<XunitException> ModelFindsAsync(IConversationStore store) => FindsAsync(
        new ModelProbe(new WrongFixture(store)), suite => suite.Store_returns_what_the_model_returns_after_any_list_of_commands());

    private static Task<XunitException> RacesFindAsync(IConversationStore store, Func<RaceSuite, Task> test) =>
        FindsAsync(new RaceProbe(new WrongFixture(store)), test);
}
