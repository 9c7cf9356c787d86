using Conversations.Storage;

namespace Conversations.Mistakes;

/// <content>Mistakes in what is read of conversations, participants and inboxes.</content>
internal static partial class MistakeTable
{
    private static Mistake[] Lists =>
    [
        Mistake.Of("normalizes subjects", store => new ReadsOtherwise(store) { Conversation = one => one with { Subject = one.Subject?.Normalize() } }, fixture => new IdentityProbe(fixture), suite => suite.Subjects_and_custom_data_are_read_back_unchanged()),
        Mistake.Of("forgets the last message", store => new ReadsOtherwise(store) { Conversation = one => one with { LastMessage = null } }, fixture => new MessageProbe(fixture), suite => suite.Sending_updates_message_count_last_message_and_last_activity()),
        Mistake.Of("counts deleted messages", store => new ReadsOtherwise(store) { Conversation = one => one with { MessageCount = one.LastSequence } }, fixture => new MessageDeletionProbe(fixture), suite => suite.A_conversation_whose_only_message_was_deleted_has_no_messages()),
        Mistake.Of("moves last activity back", store => new ReadsOtherwise(store) { Conversation = one => one with { LastActivityAt = one.LastMessage?.CreatedAt } }, fixture => new MessageDeletionProbe(fixture), suite => suite.Deleting_does_not_move_last_activity_back()),
        Mistake.Of("sorts participants by id", store => new ReadsOtherwise(store) { Participants = all => all.OrderBy(one => one.UserId) }, fixture => new ParticipantListProbe(fixture), suite => suite.Participants_are_listed_latest_joined_first()),
        Mistake.Of("sorts ids by UTF-16", store => new ReadsOtherwise(store) { Conversations = all => all.OrderBy(one => one.Id.Value, StringComparer.Ordinal) }, fixture => new ConversationListProbe(fixture), suite => suite.Conversations_are_listed_by_id_in_the_order_of_code_points()),
        Mistake.Of("lists no empty conversations", store => new ReadsOtherwise(store) { Conversations = all => all.Where(one => one.MessageCount > 0) }, fixture => new ConversationListProbe(fixture), suite => suite.Conversations_without_messages_are_listed_on_request_only()),
        Mistake.Of("counts no further and says that it did", store => new ReadsOtherwise(store) { Totals = totals => totals.With(one => one.IsExact, true) }, fixture => new InboxProbe(fixture), suite => suite.The_count_stops_after_99_unread_conversations()),
        Mistake.Of("lists empty conversations in the inbox", store => new ReadsOtherwise(store) { InboxWindow = window => window.With(one => one.IncludeEmpty, true) }, fixture => new InboxProbe(fixture), suite => suite.A_conversation_is_in_the_inbox_of_all_participants_once_it_has_a_message()),
        Mistake.Of("lists no empty conversations in the inbox", store => new ReadsOtherwise(store) { InboxWindow = window => window.With(one => one.IncludeEmpty, false) }, fixture => new InboxProbe(fixture), suite => suite.Empty_conversations_are_listed_on_request_and_ordered_by_the_time_when_the_user_joined()),
        Mistake.Of("says that no page follows", store => new ReadsOtherwise(store) { Inbox = slice => new(slice.Entries, null) }, fixture => new InboxProbe(fixture), suite => suite.Next_is_set_only_if_more_entries_follow()),
        Mistake.Of("names others from the last", store => new ReadsOtherwise(store) { Inbox = slice => new([.. slice.Entries.Select(one => new StoredInboxEntry(one.Conversation, one.Participant, one.UnreadCount, [.. one.FirstOthers.Reverse()]))], slice.Next) }, fixture => new InboxProbe(fixture), suite => suite.Title_names_the_others_in_the_order_of_joining_and_then_of_ids()),
    ];
}
