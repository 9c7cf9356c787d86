using Conversations.Decisions;
using static Conversations.Decisions.CommitOutcome;

namespace Conversations;

/// <content>Sends and imports messages.</content>
internal sealed partial class ConversationService
{
    internal Task<SendResult> SendAsync(
        ActingUser? actor, ConversationId id, UserId? senderId, string text, MessageId? messageId, CancellationToken cancellationToken) =>
        SendAsync(actor, id.Required(), senderId, text, messageId, CustomData.Empty, null, cancellationToken);

    internal Task<SendResult> SendAsync(
        ActingUser? actor, ConversationId id, UserId? senderId, MessageDraft draft, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(draft);
        return SendAsync(actor, id.Required(), senderId, draft.Text, draft.Id, draft.Custom, draft.ReplyTo, cancellationToken);
    }

    private async Task<SendResult> SendAsync(
        ActingUser? actor,
        ConversationId id,
        UserId? senderId,
        string text,
        MessageId? messageId,
        CustomData custom,
        MessageId? replyTo,
        CancellationToken cancellationToken)
    {
        runner.ThrowIfEnded(cancellationToken);
        using var traced = Telemetry.Trace("conversations.send");
        messageId?.Required(nameof(messageId));
        replyTo?.Required(nameof(replyTo));

        // The content must be valid before it is hashed. It is checked again only if a policy replaces the text. If the text breaks only
        // a rule that may have been another one when the text was sent first, it is refused only if it is not stored.
        InvalidConversationDataException? fault = null;
        try
        {
            ContentRules.CheckText(text, "text", runner.Limits.MaxTextLength);
        }
        catch (InvalidConversationDataException error) when (messageId is not null && ContentRules.BreaksOnlyChangingRules(text))
        {
            fault = error;
        }

        ContentRules.CheckCustom(custom);

        // An id that is made here contains the time.
        await runner.SynchronizeAsync(cancellationToken).ConfigureAwait(false);
        var command = new SendMessage
        {
            ConversationId = id,
            Actor = actor,
            Message = new()
            {
                Id = messageId ?? MessageId.New(runner.Clock),
                SenderId = senderId,
                Text = text,
                Custom = custom,
                ReplyTo = replyTo,
                Origin = actor is null ? MessageOrigin.Api : MessageOrigin.Session,
                Hash = ContentHash.Of(text, custom, replyTo),
            },
        };
        if (fault is not null)
            return await FindStoredEarlierAsync(command, cancellationToken).ConfigureAwait(false) ?? throw fault;

        if (!policies.IsEmpty)
        {
            if ((messageId is not null || actor is not null)
                && await FindRetriedAsync(command, cancellationToken).ConfigureAwait(false) is { } retried)
            {
                return await SeenByAsync(actor, retried, cancellationToken).ConfigureAwait(false);
            }

            command = await JudgeAsync(command, cancellationToken).ConfigureAwait(false);
        }

        var result = await runner.RunCheckedAsync(command, cancellationToken).ConfigureAwait(false);
        switch (result.Outcome)
        {
            case Stored stored:
                Telemetry.CountSend();
                var sent = new SendResult(stored.Message, Created: true);
                return IsSeenAsItIs(actor, sent) ? sent : await ReadBackAsync(actor, result, sent, cancellationToken).ConfigureAwait(false);
            case MessageExists exists:
                return await SeenByAsync(actor, command.Retried(exists.Slot), cancellationToken).ConfigureAwait(false);
            default:
                throw new InvalidOperationException("The call neither stored a message nor found one with its id.");
        }
    }

    /// <summary>
    /// Returns the message as the actor sees it and its reactions, or without a message if the actor does not see it: a user who left and
    /// came back may no longer see a message that they sent, or the message that it answers.
    /// </summary>
    private async Task<SendResult> SeenByAsync(ActingUser? actor, SendResult result, CancellationToken cancellationToken)
    {
        if (actor is null || result.Message is not { } message)
            return result;

        var seen = await store.FindMessageAsync(message.ConversationId, message.Id, actor.UserId, cancellationToken).ConfigureAwait(false);
        return result with { Message = seen };
    }

    private static bool IsSeenAsItIs(ActingUser? actor, SendResult result) =>
        actor is null || result.Message is not { } message || (message.Reactions.Count == 0 && message.RepliedTo is not { Reactions.Count: > 0 });

    /// <summary>Calls <see cref="SeenByAsync"/> for a message that this call stored, which is returned as it was stored if the actor was removed since.</summary>
    /// <remarks>It is a method of its own because the closure would otherwise be allocated for every message.</remarks>
    private Task<SendResult> ReadBackAsync(ActingUser? actor, CommandResult result, SendResult sent, CancellationToken cancellationToken) =>
        CommandRunner.ReadBackAsync(
            result,
            async token => await SeenByAsync(actor, sent, token).ConfigureAwait(false) is { Message: not null } seen ? seen : sent,
            cancellationToken);

    /// <summary>
    /// Finds the message that an earlier call stored. The policies are not asked for a retry, because they may decide differently
    /// now about a message that is stored already.
    /// </summary>
    /// <returns>The result of the retry, or null if the id is not in use.</returns>
    private async Task<SendResult?> FindRetriedAsync(SendMessage command, CancellationToken cancellationToken)
    {
        var needs = command.NeedsWith(command.Message.Id);
        var facts = await store.ReadFactsAsync(needs, cancellationToken).ConfigureAwait(false);

        // A policy must not be asked about a message that the user may not send, and its refusal must not reach a user who does
        // not take part. So such a message is refused before the policies are asked.
        if (command.Actor is not null)
            command.Decide(facts, runner.Context);

        if (facts.Message is not { } slot)
            return null;

        // A sender who may not send must not learn anything about the message. So the sender is checked before the retry is answered.
        command.CheckSender(facts);
        return command.Retried(slot);
    }

    /// <summary>
    /// Finds the message that an earlier call stored under other rules, or returns null. The caller refuses the content then, so an
    /// error here must not tell more than that refusal.
    /// </summary>
    private async Task<SendResult?> FindStoredEarlierAsync(SendMessage command, CancellationToken cancellationToken)
    {
        try
        {
            return await FindRetriedAsync(command, cancellationToken).ConfigureAwait(false) is { } retried
                ? await SeenByAsync(command.Actor, retried, cancellationToken).ConfigureAwait(false)
                : null;
        }
        catch (ConversationsException error) when (error is ConversationNotFoundException or ConversationAccessException
            or MessageNotFoundException or MessageConflictException)
        {
            return null;
        }
    }

    private async Task<SendMessage> JudgeAsync(SendMessage command, CancellationToken cancellationToken)
    {
        var message = command.Message;
        var judged = new PolicyMessage
        {
            ConversationId = command.ConversationId,
            MessageId = message.Id,
            SenderId = message.SenderId,
            Text = message.Text,
            Custom = message.Custom,
            ReplyTo = message.ReplyTo,
            IsEdit = false,
        };
        var text = await policies.JudgeAsync(judged, cancellationToken).ConfigureAwait(false);
        if (ReferenceEquals(text, message.Text))
            return command;

        CheckTextOfPolicy(text, mayBecomeHidingLink: false);
        return new()
        {
            ConversationId = command.ConversationId,
            Actor = command.Actor,
            Message = message.WithText(text),
            Import = command.Import,
        };
    }

    /// <summary>Checks a text that a policy wrote. If it breaks a rule, the error says that the policy wrote it, because the caller wrote another one.</summary>
    /// <param name="text">The text.</param>
    /// <param name="mayBecomeHidingLink">Whether a link with a label in this text would become a link, although the message is edited by a user.</param>
    private void CheckTextOfPolicy(string text, bool mayBecomeHidingLink)
    {
        try
        {
            ContentRules.CheckText(text, "text", runner.Limits.MaxTextLength);
            if (mayBecomeHidingLink)
                ContentRules.RefuseLinkLabel(text, "text");
        }
        catch (InvalidConversationDataException refused)
        {
            throw Refusal.Of(refused.Field, refused.Limit, refused.Found, "A send policy wrote this text in place of the caller's. Correct the policy.");
        }
    }

    internal async Task<ImportProgress> ImportAsync(
        ConversationId id, IAsyncEnumerable<ImportedMessage> messages, ImportOptions? options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(messages);
        runner.ThrowIfEnded(cancellationToken);
        id.Required();
        return await new MessageImport(store, runner, id, options ?? new()).RunAsync(messages, cancellationToken).ConfigureAwait(false);
    }
}
