namespace Conversations.Mistakes;

/// <content>Mistakes at the limits of what a store must keep and look at.</content>
internal static partial class MistakeTable
{
    private static Mistake[] Limits =>
    [
        Mistake.Of("cuts long messages", store => new StoresOtherCommits(store, one => one.With(one => one.Message, one.Message is { } sent ? sent.With(one => one.Text, Start(sent.Text, 65_535)) : null)), fixture => new IdentityProbe(fixture), suite => suite.A_message_of_the_greatest_length_that_an_app_can_allow_reads_back_also_after_the_limit_was_lowered()),
        Mistake.Of("keeps twenty welcome messages", store => new ReadsOtherwise(store) { Conversation = one => one with { WelcomeMessages = [.. one.WelcomeMessages.Take(20)] } }, fixture => new IdentityProbe(fixture), suite => suite.As_many_welcome_messages_as_an_app_can_allow_read_back()),
        Mistake.Of("cuts long emoji", store => new StoresOtherCommits(store, one => one.Change is ReactionAdded added ? one.With(one => one.Change, added with { Emoji = Start(added.Emoji, 49) }) : one), fixture => new IdentityProbe(fixture), suite => suite.Emoji_of_the_greatest_length_read_back_wherever_they_are_stored()),
        Mistake.Of("looks at conversations that it passes over", store => new LooksAtEmptyConversations(store), fixture => new FilterProbe(fixture), suite => suite.Conversations_that_are_passed_over_do_not_count_as_looked_at()),
        Mistake.Of("keeps removed users", store => new KeepsRemovedUsers(store), fixture => new UserProbe(fixture), suite => suite.A_user_who_is_stored_again_after_the_removal_has_the_first_version()),
        Mistake.Of("lists traces backwards", store => new ListsTracesBackwards(store), fixture => new ErasureProbe(fixture), suite => suite.Traces_are_listed_in_pages_by_the_ids_of_the_conversations()),
    ];

    private static string Start(string text, int length) => text.Length <= length ? text : text[..length];
}
