namespace Conversations.Mistakes;

/// <content>Mistakes of erasing.</content>
internal static partial class MistakeTable
{
    private static Mistake[] Erasing =>
    [
        Mistake.Of("rewrites a message of any revision", store => new RewritesAnyRevision(store), fixture => new ErasureProbe(fixture), suite => suite.A_message_with_another_revision_than_the_rewritten_one_keeps_its_content_and_the_others_are_rewritten(0)),
        Mistake.Of("rewrites all messages or none", store => new RewritesAllOrNothing(store), fixture => new ErasureProbe(fixture), suite => suite.A_message_with_another_revision_than_the_rewritten_one_keeps_its_content_and_the_others_are_rewritten(0)),
        Mistake.Of("says that every message was rewritten", store => new ReportsEveryRewriteAsDone(store), fixture => new ErasureProbe(fixture), suite => suite.A_message_with_another_revision_than_the_rewritten_one_keeps_its_content_and_the_others_are_rewritten(0)),
        Mistake.Of("takes a deleted message for an edited one", store => new TakesMissingMessagesForEdited(store), fixture => new ErasureProbe(fixture), suite => suite.A_deleted_message_is_passed_over_when_it_is_rewritten()),
        Mistake.Of("takes an absent message for an edited one", store => new TakesMissingMessagesForEdited(store), fixture => new ErasureProbe(fixture), suite => suite.A_message_that_never_existed_is_passed_over_when_it_is_rewritten()),
        Mistake.Of("rewrites by edits", store => new RewritesByEdits(store), fixture => new ErasureProbe(fixture), suite => suite.Rewriting_replaces_the_content_and_is_no_edit()),
        Mistake.Of("removes a present user who is replaced", store => new RemovesAPresentUser(store), fixture => new ErasureProbe(fixture), suite => suite.A_user_who_takes_part_keeps_their_row_and_place_in_the_inbox_when_they_are_replaced()),
        Mistake.Of("replaces the row of a present user", store => new ReplacesAPresentUser(store), fixture => new ErasureProbe(fixture), suite => suite.A_user_who_takes_part_keeps_their_row_and_place_in_the_inbox_when_they_are_replaced()),
        Mistake.Of("keeps the ended membership of a replaced user", store => new KeepsEndedMemberships(store), fixture => new ErasureProbe(fixture), suite => suite.A_user_who_once_took_part_is_in_no_row_after_they_are_replaced()),
        Mistake.Of("counts a merged reaction twice", store => new CountsMergedReactionsTwice(store), fixture => new ErasureProbe(fixture), suite => suite.One_reaction_is_left_if_the_replacement_reacted_with_the_same_emoji_already(takesPart: true)),
        Mistake.Of("replaces later rows too", store => new ReplacesLaterRows(store), fixture => new ErasureProbe(fixture), suite => suite.Replacement_ends_at_the_given_version()),
        Mistake.Of("begins an interrupted erasure anew", store => new BeginsErasuresAnew(store), fixture => new ErasureProbe(fixture), suite => suite.An_erasure_that_has_begun_is_returned_as_it_is_stored_until_it_ends()),
    ];
}
