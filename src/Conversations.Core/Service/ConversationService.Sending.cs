using Conversations.Storage;
using static Conversations.Storage.CommitOutcome;

namespace Conversations;

/// <content>Sending messages.</content>
internal sealed partial class ConversationService
{
    internal Task<SendResult> SendAsync(
        Acting? by, ConversationId id, UserId? senderId, string text, MessageId? messageId, CancellationToken cancellationToken) =>
        SendAsync(by, id.Required(), senderId, text, messageId, CustomData.Empty, null, cancellationToken);

    internal Task<SendResult> SendAsync(
        Acting? by, ConversationId id, UserId? senderId, MessageDraft draft, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(draft);
        return SendAsync(by, id.Required(), senderId, draft.Text, draft.Id, draft.Custom, draft.ReplyTo, cancellationToken);
    }

    private async Task<SendResult> SendAsync(
        Acting? by,
        ConversationId id,
        UserId? senderId,
        string text,
        MessageId? messageId,
        CustomData custom,
        MessageId? replyTo,
        CancellationToken cancellationToken)
    {
        CheckAlive(cancellationToken);
        using var traced = Telemetry.Trace("conversations.send");
        messageId?.Required(nameof(messageId));
        replyTo?.Required(nameof(replyTo));

        // Checked before it is hashed, and again only where a policy replaces it.
        ContentRules.CheckText(text, "text", _limits.MaxTextLength);
        ContentRules.CheckCustom(custom);

        var command = new SendMessage
        {
            ConversationId = id,
            By = by,
            Message = new()
            {
                Id = messageId ?? MessageId.New(time),
                SenderId = senderId,
                Text = text,
                Custom = custom,
                ReplyTo = replyTo,
                Origin = by is null ? MessageOrigin.Api : MessageOrigin.Session,
                Hash = ContentHash.Of(text, custom, replyTo),
            },
        };
        if (!policies.IsEmpty)
        {
            if ((messageId is not null || by is not null)
                && await FindRetriedAsync(command, cancellationToken).ConfigureAwait(false) is { } retried)
            {
                return await SeenByAsync(by, retried, cancellationToken).ConfigureAwait(false);
            }

            command = await JudgeAsync(command, cancellationToken).ConfigureAwait(false);
        }

        var completion = await RunCheckedAsync(command, cancellationToken).ConfigureAwait(false);
        switch (completion.Outcome)
        {
            case Stored stored:
                Telemetry.CountSend();
                var sent = new SendResult(stored.Message, Created: true);
                return IsSeenAsItIs(by, sent) ? sent : await ReadBackAsync(by, completion, sent, cancellationToken).ConfigureAwait(false);
            case MessageExists exists:
                return await SeenByAsync(by, command.Retried(exists.Slot), cancellationToken).ConfigureAwait(false);
            default:
                throw new InvalidOperationException("A send neither stored a message nor found one.");
        }
    }

    /// <summary>Gives the message with the reactions as the user who acts has them; a store gives it as the app has them.</summary>
    private async Task<SendResult> SeenByAsync(Acting? by, SendResult result, CancellationToken cancellationToken)
    {
        if (IsSeenAsItIs(by, result))
            return result;

        var message = result.Message!;
        var seen = await _store.FindMessageAsync(message.ConversationId, message.Id, by!.UserId, cancellationToken).ConfigureAwait(false);
        return result with { Message = seen ?? message };
    }

    private static bool IsSeenAsItIs(Acting? by, SendResult result) =>
        by is null || result.Message is not { } message || (message.Reactions.Count == 0 && message.RepliedTo is not { Reactions.Count: > 0 });

    /// <summary>The same after storing. On its own, because what it captures would be allocated with every send.</summary>
    private Task<SendResult> ReadBackAsync(Acting? by, Completion completion, SendResult sent, CancellationToken cancellationToken) =>
        ReadBackAsync(completion, token => SeenByAsync(by, sent, token), cancellationToken);

    /// <summary>Answers a retry without asking the policies, who may have changed their minds about what is stored already.</summary>
    private async Task<SendResult?> FindRetriedAsync(SendMessage command, CancellationToken cancellationToken)
    {
        var needs = command.Needs with { Message = command.Message.Id };
        var facts = await _store.ReadFactsAsync(needs, cancellationToken).ConfigureAwait(false);

        // No policy hears of what a user may not send anyway, nor answers whoever does not take part.
        if (command.By is not null)
            command.Decide(facts, Context);

        if (facts.Message is not { } slot)
            return null;

        // The right to send comes first: who lacks it learns nothing of the message.
        command.CheckSender(facts);
        return command.Retried(slot);
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

        ContentRules.CheckText(text, "text", _limits.MaxTextLength);
        return command with { Message = message with { Text = text } };
    }
}
