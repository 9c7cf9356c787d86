using Conversations.Mistakes;

namespace Conversations.MariaDb.Tests.Mistakes;

/// <content>Mistakes in what commits check and write.</content>
internal static partial class StoreMistakes
{
    private static StoreMistake[] Commits =>
    [
        StoreMistake.Of(
            "ignores the expected revision",
            "CommitRules.Holds(commit, facts)", $"CommitRules.Holds({Without("Revision")}, facts)",
            fixture => new CommitProbe(fixture),
            suite => suite.A_commit_is_stale_unless_the_revision_is_the_expected_one(0)),
        StoreMistake.Of(
            "ignores the access of the sender",
            "CommitRules.Holds(commit, facts)", $"CommitRules.Holds({Without("Participant")}, facts)",
            fixture => new CommitProbe(fixture),
            suite => suite.A_commit_is_stale_if_the_required_participant_is_gone_or_has_other_access()),
        StoreMistake.Of(
            "reports a taken id before it checks the sender", "if (!CommitRules.Holds(commit, facts))", "if (facts.Message is null && !CommitRules.Holds(commit, facts))",
            fixture => new CommitProbe(fixture),
            suite => suite.A_taken_message_id_is_reported_only_if_all_preconditions_hold()),
        StoreMistake.Of(
            "leaves the read position of the sender", "SenderId: { } user } &&", "SenderId: { } user } && sequence == 0 &&",
            fixture => new ReadStateProbe(fixture),
            suite => suite.Sending_marks_as_read_up_to_the_message_and_clears_the_mark_as_unread()),
        StoreMistake.Of(
            "keeps the text of a deleted message", "created_at = NULL, body = NULL, reactors", "created_at = NULL, reactors",
            fixture => new MessageDeletionProbe(fixture),
            suite => suite.A_deleted_message_is_in_no_read_result()),
        StoreMistake.Of(
            "keeps the members of a deleted conversation", "DELETE FROM participants WHERE conversation_id = {id};", "DO 0;",
            fixture => new CommitProbe(fixture),
            suite => suite.Facts_of_a_deleted_conversation_hold_its_settings_version_and_nothing_else()),
        StoreMistake.Of(
            "keeps the messages of a deleted conversation", "DELETE FROM messages WHERE conversation_id = {id};", "DO 0;",
            fixture => new DeletionProbe(fixture),
            suite => suite.Message_ids_are_free_again_in_a_recreated_conversation()),
        StoreMistake.Of(
            "keeps the log of a deleted conversation", "DELETE FROM changes WHERE conversation_id = {id}\n", "DO 0\n",
            fixture => new ChangeLogProbe(fixture),
            suite => suite.After_a_delete_the_log_starts_with_the_delete_and_earlier_changes_are_pruned()),
        StoreMistake.Of(
            "says that the app ended a membership that the user ended", "removed.At, !removed.Left", "removed.At, true",
            fixture => new MembershipProbe(fixture),
            suite => suite.Membership_of_a_user_who_left_stays_on_record_as_ended_by_the_user()),
        StoreMistake.Of(
            "removes the reactions of all users", "one.UserId != removed.UserId || one.Emoji != removed.Emoji", "one.Emoji != removed.Emoji",
            fixture => new ReactionProbe(fixture),
            suite => suite.Emoji_are_ordered_by_their_first_remaining_reaction()),
        StoreMistake.Of(
            "imports without an effect on read positions", "if (commit.Import is { KeepsRead: true })", "if (commit.Import is { KeepsRead: true } && sequence == 0)",
            fixture => new ImportProbe(fixture),
            suite => suite.A_participant_who_had_read_everything_before_an_import_still_has_afterwards()),
        StoreMistake.Of(
            "shows imports to everyone", "if (hides)", "if (hides && sequence == 0)",
            fixture => new ImportProbe(fixture),
            suite => suite.Only_those_who_see_all_of_the_past_see_an_import_that_is_for_them()),
        StoreMistake.Of(
            "reads past the last message", "Math.Max(row.ReadUpTo, Math.Min(upTo, last))", "Math.Max(row.ReadUpTo, upTo)",
            fixture => new ReadStateProbe(fixture),
            suite => suite.Mark_as_read_past_the_last_message_is_clamped_to_it(4)),
        StoreMistake.Of(
            "moves read positions back", "Math.Max(row.ReadUpTo, Math.Min(upTo, last))", "Math.Min(upTo, last)",
            fixture => new ReadStateProbe(fixture),
            suite => suite.Mark_as_read_at_or_below_the_read_position_changes_nothing(1)),
        StoreMistake.Of(
            "stores users of any version", "WHERE id = {user.Id} AND version = {expectedVersion}", "WHERE id = {user.Id}",
            fixture => new UserProbe(fixture),
            suite => suite.The_store_replaces_a_user_only_at_the_expected_version()),
    ];

    /// <summary>Returns the source of the commit without one of its preconditions.</summary>
    private static string Without(string precondition) =>
        $$"""
        new Conversations.Decisions.Commit
        {
            Change = commit.Change, Settings = commit.Settings, Participants = commit.Participants, Message = commit.Message, Content = commit.Content,
            Preconditions = commit.Preconditions with { {{precondition}} = null },
        }
        """;
}
