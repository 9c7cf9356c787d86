namespace Conversations.Mistakes;

/// <content>Mistakes of commits and facts.</content>
internal static partial class MistakeTable
{
    private static Mistake[] Commits =>
    [
        Mistake.Of("ignores the expected settings version", store => new StoresOtherCommits(store, one => one.With(one => one.Preconditions, one.Preconditions with { SettingsVersion = null })), fixture => new CommitProbe(fixture), suite => suite.A_commit_is_stale_unless_the_settings_version_is_the_expected_one(0)),
        Mistake.Of("ignores the expected revision", store => new StoresOtherCommits(store, one => one.With(one => one.Preconditions, one.Preconditions with { Revision = null })), fixture => new CommitProbe(fixture), suite => suite.A_commit_is_stale_unless_the_revision_is_the_expected_one(0)),
        Mistake.Of("ignores the expected number of emoji", store => new StoresOtherCommits(store, one => one.With(one => one.Preconditions, one.Preconditions with { EmojiCount = null })), fixture => new CommitProbe(fixture), suite => suite.A_commit_is_stale_unless_the_emoji_count_is_the_expected_one(0)),
        Mistake.Of("ignores the required participant", store => new StoresOtherCommits(store, one => one.With(one => one.Preconditions, one.Preconditions with { Participant = null })), fixture => new CommitProbe(fixture), suite => suite.A_commit_is_stale_if_the_required_participant_is_gone_or_has_other_access()),
        Mistake.Of("ignores the required emoji", store => new StoresOtherCommits(store, one => one.With(one => one.Preconditions, one.Preconditions with { Emoji = null })), fixture => new ReactionProbe(fixture), suite => suite.Adding_an_existing_emoji_is_stale_if_it_is_removed_meanwhile_so_that_the_limit_holds()),
        Mistake.Of("ignores emoji that must be absent", store => new StoresOtherCommits(store, one => one.With(one => one.Preconditions, one.Preconditions with { AbsentEmoji = null })), fixture => new ReactionProbe(fixture), suite => suite.Adding_a_new_emoji_is_stale_if_one_that_looks_the_same_took_the_place_of_another_meanwhile()),
        Mistake.Of("stops at a stale commit", store => new StopsAtAStaleCommit(store), fixture => new CommitProbe(fixture), suite => suite.Commits_after_a_stale_commit_in_the_same_list_are_stored_in_order()),
        Mistake.Of("reorders outcomes", store => new ReordersOutcomes(store), fixture => new CommitProbe(fixture), suite => suite.Every_commit_has_its_outcome_at_its_own_position()),
        Mistake.Of("forgets who made a change", store => new StoresOtherCommits(store, one => one.With(one => one.Change, one.Change with { Actor = null })), fixture => new MembershipProbe(fixture), suite => suite.Membership_of_a_user_who_left_stays_on_record_as_ended_by_the_user()),
        Mistake.Of("keeps times of edits in order", store => new KeepsEditTimesInOrder(store), fixture => new EditProbe(fixture), suite => suite.The_time_of_an_edit_is_that_of_the_clock_although_the_clock_was_put_back()),
        Mistake.Of("forgets the settings version of the deleted", store => new ReadsOtherFacts(store, facts => facts.Exists ? facts : facts.With(one => one.SettingsVersion, 0)), fixture => new CommitProbe(fixture), suite => suite.Facts_of_a_deleted_conversation_hold_its_settings_version_and_nothing_else()),
        Mistake.Of("keeps members of the deleted", store => new KeepsMembersOfTheDeleted(store), fixture => new CommitProbe(fixture), suite => suite.Facts_of_a_deleted_conversation_hold_its_settings_version_and_nothing_else()),
        Mistake.Of("stores users of any version", store => new IgnoresVersionsOfUsers(store), fixture => new UserProbe(fixture), suite => suite.The_store_replaces_a_user_only_at_the_expected_version()),
        Mistake.Of("removes users who are not stored", store => new RemovesUnknownUsers(store), fixture => new UserProbe(fixture), suite => suite.The_store_replaces_a_user_only_at_the_expected_version()),
        Mistake.Of("shares with everyone", store => new SharesWithEveryone(store), fixture => new UserProbe(fixture), suite => suite.A_user_sees_the_profile_of_another_without_emails_and_phones_only_if_they_share_a_conversation()),
        Mistake.Of("reads past the last message", store => new ReadsPastTheLastMessage(store), fixture => new ReadStateProbe(fixture), suite => suite.Mark_as_read_past_the_last_message_is_clamped_to_it(4)),
        Mistake.Of("takes the highest read position", store => new TakesTheHighestReadPosition(store), fixture => new ReadStateProbe(fixture), suite => suite.Everyone_has_read_up_to_the_lowest_read_position()),
    ];
}
