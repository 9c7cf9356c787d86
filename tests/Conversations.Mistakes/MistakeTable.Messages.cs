namespace Conversations.Mistakes;

/// <content>Mistakes in what is read of messages.</content>
internal static partial class MistakeTable
{
    private static Mistake[] Messages =>
    [
        Mistake.Of("lists messages from the wrong end", store => new ReadsOtherwise(store) { MessageWindow = window => window.With(one => one.Descending, false) }, fixture => new MessageListProbe(fixture), suite => suite.Messages_are_listed_newest_first_by_default()),
        Mistake.Of("leaves out the first message of a page", store => new ReadsOtherwise(store) { MessageWindow = window => window.With(one => one.From, window.From + 1) }, fixture => new MessageListProbe(fixture), suite => suite.Pages_together_are_the_whole_list_in_both_directions(2)),
        Mistake.Of("leaves out the last message of a page", store => new ReadsOtherwise(store) { MessageWindow = window => window.With(one => one.To, window.To == long.MaxValue ? window.To : window.To - 1) }, fixture => new MessageListProbe(fixture), suite => suite.Pages_together_are_the_whole_list_in_both_directions(2)),
        Mistake.Of("leaves out answered messages", store => new ReadsOtherwise(store) { Message = one => one with { RepliedTo = null } }, fixture => new ReplyProbe(fixture), suite => suite.Reply_contains_the_answered_message()),
        Mistake.Of("forgets who reacts", store => new ReadsOtherwise(store) { Message = one => one with { Reactions = [.. one.Reactions.Select(reaction => reaction with { ByViewer = false })] } }, fixture => new ViewerProbe(fixture), suite => suite.Reactions_show_whether_the_viewer_reacted_wherever_they_are_read()),
        Mistake.Of("sorts reactions by emoji", store => new ReadsOtherwise(store) { Message = one => one with { Reactions = [.. one.Reactions.OrderBy(reaction => reaction.Emoji, StringComparer.Ordinal)] } }, fixture => new ReactionProbe(fixture), suite => suite.Reactions_are_counted_by_emoji_in_the_order_of_the_first_reaction_with_each()),
        Mistake.Of("trims texts", store => new ReadsOtherwise(store) { Message = one => one with { Text = one.Text.Trim() } }, fixture => new IdentityProbe(fixture), suite => suite.Texts_are_read_back_unchanged()),
        Mistake.Of("sorts the keys of custom data", store => new ReadsOtherwise(store) { Message = one => one with { Custom = CustomData.From(one.Custom.OrderBy(pair => pair.Key, StringComparer.Ordinal)) } }, fixture => new EditProbe(fixture), suite => suite.Edit_patches_custom_data_key_by_key_and_keeps_the_text()),
        Mistake.Of("keeps whole seconds", store => new ReadsOtherwise(store) { Message = one => one with { CreatedAt = DateTimeOffset.FromUnixTimeSeconds(one.CreatedAt.ToUnixTimeSeconds()) } }, fixture => new MessageProbe(fixture), suite => suite.Message_reads_back_as_it_was_sent()),
        Mistake.Of("lists reactors from the last", store => new ReadsOtherwise(store) { Reactors = all => all.Reverse() }, fixture => new ReactionProbe(fixture), suite => suite.Reactors_are_listed_in_the_order_in_which_they_reacted()),
        Mistake.Of("lists the change after which to begin", store => new ReadsOtherwise(store) { ChangesAfter = after => after - 1 }, fixture => new ChangeLogProbe(fixture), suite => suite.The_log_is_read_after_a_version_and_up_to_a_limit(2, 2, 3, 2)),
        Mistake.Of("ignores the limit of changes", store => new ReadsOtherwise(store) { ChangesLimit = _ => int.MaxValue }, fixture => new ChangeLogProbe(fixture), suite => suite.The_log_is_read_after_a_version_and_up_to_a_limit(2, 2, 3, 2)),
        Mistake.Of("does not say that changes are pruned", store => new ReadsOtherwise(store) { Changes = slice => new(slice.Changes, IsPruned: false) }, fixture => new ChangeLogProbe(fixture), suite => suite.After_a_delete_the_log_starts_with_the_delete_and_earlier_changes_are_pruned()),
    ];
}
