using Conversations.Storage;

namespace Conversations.Mistakes;

/// <content>Mistakes of calls and of what is read at one moment.</content>
internal static partial class MistakeTable
{
    private static Mistake[] Calls =>
    [
        Mistake.Of("ignores the token of a commit", store => IgnoresTokens.Of(store, nameof(IConversationStore.CommitAsync)), fixture => new CallProbe(fixture), suite => suite.A_call_of_the_store_with_a_cancelled_token_throws_and_stores_nothing(nameof(IConversationStore.CommitAsync))),
        Mistake.Of("ignores the token of a mark", store => IgnoresTokens.Of(store, nameof(IReadStateStore.MarkAsReadAsync)), fixture => new CallProbe(fixture), suite => suite.A_call_of_the_store_with_a_cancelled_token_throws_and_stores_nothing(nameof(IReadStateStore.MarkAsReadAsync))),
        Mistake.Of("ignores the token of a read", store => IgnoresTokens.Of(store, nameof(IConversationStore.FindMessageAsync)), fixture => new CallProbe(fixture), suite => suite.A_call_of_the_store_with_a_cancelled_token_throws_and_stores_nothing(nameof(IConversationStore.FindMessageAsync))),
        Mistake.Of("commits before it looks at the token", store => new CommitsBeforeItLooksAtTheToken(store), fixture => new CallProbe(fixture), suite => suite.A_call_of_the_store_with_a_cancelled_token_throws_and_stores_nothing(nameof(IConversationStore.CommitAsync))),
        Mistake.Of("joins the transaction of the caller", store => new JoinsTransactions(store), fixture => new CallProbe(fixture), suite => suite.A_call_of_the_store_within_a_transaction_scope_is_kept_although_the_scope_is_not_completed(nameof(IConversationStore.CommitAsync))),
        Mistake.Of("hides a write until the transaction of the caller ends", store => new JoinsTransactions(store), fixture => new CallProbe(fixture), suite => suite.A_write_within_a_transaction_scope_is_seen_by_others_at_once_and_locks_nothing()),
        Mistake.Of("joins the transaction of the caller when it marks", store => new JoinsTransactionsWhenItMarks(store), fixture => new CallProbe(fixture), suite => suite.A_call_of_the_store_within_a_transaction_scope_is_kept_although_the_scope_is_not_completed(nameof(IReadStateStore.MarkAsReadAsync))),
        Mistake.Of("reads chosen entries again", store => new ReadsChosenEntriesAgain(store), fixture => new InboxMomentProbe(fixture), suite => suite.An_entry_is_listed_as_the_filter_saw_it_although_its_conversation_changes(2)),
        Mistake.Of("reads entries in two statements", store => new ReadsEntriesInTwoStatements(store), fixture => new InboxMomentProbe(fixture), suite => suite.Every_entry_agrees_with_itself_if_messages_arrive_while_the_page_is_read(2)),
        Mistake.Of("reads reactions in a second statement", store => new ReadsMessagesInTwoStatements(store, (first, second) => first with { Reactions = second.Reactions }), fixture => new RaceProbe(fixture), suite => suite.A_page_of_messages_is_of_one_moment()),
        Mistake.Of("reads answered messages in a second statement", store => new ReadsMessagesInTwoStatements(store, (first, second) => first with { RepliedTo = second.RepliedTo }), fixture => new RaceProbe(fixture), suite => suite.A_page_of_messages_is_of_one_moment()),
        Mistake.Of("reads facts in two statements", store => new ReadsFactsInTwoStatements(store), fixture => new RaceProbe(fixture), suite => suite.Facts_and_a_conversation_are_of_one_moment()),
        Mistake.Of("checks the viewer in a statement before", store => new ChecksTheViewerFirst(store), fixture => new RaceProbe(fixture), suite => suite.A_page_of_messages_and_the_check_of_its_viewer_are_of_one_moment()),
    ];
}
