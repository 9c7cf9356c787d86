using Conversations.Mistakes;

namespace Conversations.MariaDb.Tests.Mistakes;

/// <content>Mistakes in what is read.</content>
internal static partial class StoreMistakes
{
    private static StoreMistake[] Reads =>
    [
        StoreMistake.Of(
            "compares ids without case",
            "read_up_to BIGINT NOT NULL, membership LONGTEXT NOT NULL,\n    PRIMARY KEY (conversation_id, user_id), INDEX ix_participants_user (user_id, is_present)\n) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;",
            "read_up_to BIGINT NOT NULL, membership LONGTEXT NOT NULL,\n    PRIMARY KEY (conversation_id, user_id), INDEX ix_participants_user (user_id, is_present)\n) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci;",
            fixture => new IdentityProbe(fixture),
            suite => suite.User_ids_that_look_alike_are_different("")),
        StoreMistake.Of(
            "lists hidden messages", "BETWEEN {Math.Max(window.From, from)}", "BETWEEN {window.From}",
            fixture => new HistoryProbe(fixture),
            suite => suite.A_participant_since_join_sees_only_the_messages_after_joining_in_every_list()),
        StoreMistake.Of(
            "shows the hidden message that a reply answers", "a.message_id = m.reply_to AND a.sequence >= {from}", "a.message_id = m.reply_to AND {from} > 0",
            fixture => new HistoryProbe(fixture),
            suite => suite.A_reply_to_a_hidden_message_reads_as_a_reply_to_a_deleted_one()),
        StoreMistake.Of(
            "lists the reactors of hidden messages", "AND body IS NOT NULL AND sequence >= {from}", "AND body IS NOT NULL AND {from} > 0",
            fixture => new HistoryProbe(fixture),
            suite => suite.The_reactions_to_a_hidden_message_are_not_found()),
        StoreMistake.Of(
            "reads for users who do not take part", "({viewer is null} OR p.user_id IS NOT NULL)", "({viewer is null} OR TRUE)",
            fixture => new ViewerProbe(fixture),
            suite => suite.No_read_returns_a_result_to_a_user_who_never_took_part()),
        StoreMistake.Of(
            "takes the last sequence for the latest message", "ORDER BY l.created_at DESC, l.sequence DESC LIMIT 1", "ORDER BY l.sequence DESC LIMIT 1",
            fixture => new ImportProbe(fixture),
            suite => suite.The_last_message_is_the_latest_by_time_in_every_read()),
        StoreMistake.Of(
            "counts deleted messages", "d.created_at IS NULL AND d.sequence >= {sequence}", "d.created_at IS NULL AND d.sequence < 0 AND {sequence} > 0",
            fixture => new MessageDeletionProbe(fixture),
            suite => suite.A_conversation_whose_only_message_was_deleted_has_no_messages()),
        StoreMistake.Of(
            "names others from the last", "ORDER BY o.joined_at, o.user_id LIMIT", "ORDER BY o.joined_at DESC, o.user_id DESC LIMIT",
            fixture => new InboxProbe(fixture),
            suite => suite.Title_names_the_others_in_the_order_of_joining_and_then_of_ids()),
        StoreMistake.Of(
            "orders an inbox by the last activity alone", "GREATEST(COALESCE(c.last_activity_at, p.joined_at), p.joined_at)", "COALESCE(c.last_activity_at, p.joined_at)",
            fixture => new InboxProbe(fixture),
            suite => suite.A_conversation_is_on_top_for_a_user_who_just_joined_and_not_for_others()),
        StoreMistake.Of(
            "lists empty conversations in the inbox", "({window.IncludeEmpty} OR EXISTS (", "(TRUE OR EXISTS (",
            fixture => new InboxProbe(fixture),
            suite => suite.A_conversation_is_in_the_inbox_of_all_participants_once_it_has_a_message()),
        StoreMistake.Of(
            "reads a page of an inbox without one more", "(window.Filter is null ? window.Limit : InboxWindow.MaxLookedAt) + 1", "(window.Filter is null ? window.Limit : InboxWindow.MaxLookedAt)",
            fixture => new InboxProbe(fixture),
            suite => suite.Next_is_set_only_if_more_entries_follow()),
        StoreMistake.Of(
            "lists participants by id", "ORDER BY joined_at DESC, user_id LIMIT", "ORDER BY user_id LIMIT",
            fixture => new ParticipantListProbe(fixture),
            suite => suite.Participants_are_listed_latest_joined_first()),
        StoreMistake.Of(
            "does not say that changes are pruned", "Counters.PrunedVersion > after", "Counters.PrunedVersion > long.MaxValue - after",
            fixture => new ChangeLogProbe(fixture),
            suite => suite.After_a_delete_the_log_starts_with_the_delete_and_earlier_changes_are_pruned()),
    ];
}
