using Conversations.Mistakes;

namespace Conversations.MariaDb.Tests.Mistakes;

/// <content>Mistakes in the erasure of a user.</content>
internal static partial class StoreMistakes
{
    private static StoreMistake[] PersonalData =>
    [
        StoreMistake.Of(
            "replaces a user who takes part", "AND user_id = {userId} AND NOT is_present", "AND user_id = {userId}",
            fixture => new ErasureProbe(fixture),
            suite => suite.A_user_who_takes_part_keeps_their_row_and_place_in_the_inbox_when_they_are_replaced()),
        StoreMistake.Of(
            "removes a membership that began again and ended", "WHERE {!isAnother} AND", "WHERE {isAnother || !isAnother} AND",
            fixture => new ErasureProbe(fixture),
            suite => suite.Ended_membership_is_removed_unless_a_later_change_is_about_it()),
        StoreMistake.Of(
            "replaces the sender of later messages", "AND version <= {upTo})", "AND {upTo} > 0)",
            fixture => new ErasureProbe(fixture),
            suite => suite.Replacement_ends_at_the_given_version()),
        StoreMistake.Of(
            "replaces the user in later changes", "changes.Where(change => change.Version <= upTo)", "changes",
            fixture => new ErasureProbe(fixture),
            suite => suite.Replacement_ends_at_the_given_version()),
        StoreMistake.Of(
            "replaces the user in later reactions", "Reactors.Replace(Rows.Reactors(row), userId, replacement, upTo)", "Reactors.Replace(Rows.Reactors(row), userId, replacement, long.MaxValue)",
            fixture => new ErasureProbe(fixture),
            suite => suite.Replacement_ends_at_the_given_version()),
        StoreMistake.Of(
            "rewrites a message of any revision", "rewrite.ApplyTo(stored) is { } rewritten", "new MessageRewrite(rewrite.Sequence, stored.Revision, rewrite.Content).ApplyTo(stored) is { } rewritten",
            fixture => new ErasureProbe(fixture),
            suite => suite.A_message_with_another_revision_than_the_rewritten_one_keeps_its_content_and_the_others_are_rewritten(0)),
        StoreMistake.Of(
            "begins an interrupted erasure anew", "ON DUPLICATE KEY UPDATE user_id = user_id RETURNING body", "ON DUPLICATE KEY UPDATE body = VALUES(body) RETURNING body",
            fixture => new ErasureProbe(fixture),
            suite => suite.An_erasure_that_has_begun_is_returned_as_it_is_stored_until_it_ends()),
        StoreMistake.Of(
            "finds no mention in settings", "row => MentionTraces.Contains(Rows.Head(row).Settings!, userId)", "_ => false",
            fixture => new ErasedPlaceProbe(fixture),
            suite => suite.Nothing_of_an_erased_user_is_found_in_the_place("subjects, welcome messages of conversations", false)),
        StoreMistake.Of(
            "finds no mention in messages", "row => MentionTraces.Contains(row.Json<Message>(\"body\").Text, userId)", "_ => false",
            fixture => new ErasedPlaceProbe(fixture),
            suite => suite.Nothing_of_an_erased_user_is_found_in_the_place("messages of others", false)),
        StoreMistake.Of(
            "keeps who sent a deleted message", "SET sender_id = {replacement}\n", "SET sender_id = IF(body IS NULL, sender_id, {replacement})\n",
            fixture => new ErasedPlaceProbe(fixture),
            suite => suite.Nothing_of_an_erased_user_is_found_in_the_place("tombstones of their deleted messages", false)),
    ];
}
