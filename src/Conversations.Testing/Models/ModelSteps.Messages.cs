using System.Security.Cryptography;
using System.Text;
using Conversations.Decisions;

namespace Conversations.Testing;

/// <content>Commands about messages.</content>
internal sealed partial class ModelSteps
{
    private ModelStep Send(ConversationModel before)
    {
        var (user, draft) = (User(before), Draft());
        var actor = MaybeSession(user);
        var message = MessageOf(user, draft).With(one => one.Origin, actor is null ? MessageOrigin.Api : MessageOrigin.Session);
        return new(
            $"{user} sends {Text(draft)}{By(actor)}",
            async conversations => actor is null
                ? await conversations.SendMessageAsync(id, user, draft)
                : await SessionOf(conversations, actor).SendMessageAsync(id, draft),
            (model, context) => Send(model, message, actor, context));
    }

    private ModelStep SendSystem()
    {
        var draft = Draft();
        return new(
            $"the app sends {Text(draft)}",
            async conversations => await conversations.SendSystemMessageAsync(id, draft),
            (model, context) => Send(model, MessageOf(null, draft), null, context));
    }

    private ModelStep Edit(ConversationModel before)
    {
        var messageId = OneOf(MessageIds);
        var patch = new MessagePatch();
        if (Chance(80))
            patch.Text = Text();
        if (Chance(30))
            patch.Custom = CustomPatch();

        var expected = Expected(before.ListMessages()?.FirstOrDefault(one => one.Id == messageId)?.Revision ?? 0);
        var actor = MaybeSession(User(before));
        var command = new EditMessage { ConversationId = id, Actor = actor, MessageId = messageId, Patch = patch, ExpectedRevision = expected };
        return new(
            $"edit message {messageId} to '{patch.Text}', expecting {expected}{By(actor)}",
            async conversations => actor is null
                ? await conversations.EditMessageAsync(id, messageId, patch, expected)
                : await SessionOf(conversations, actor).EditMessageAsync(id, messageId, patch, expected),
            (model, context) => Execute(model, command, context, (next, _) => next.ListMessages(actor?.UserId)!.Single(one => one.Id == messageId)));
    }

    private ModelStep DeleteMessage(ConversationModel before)
    {
        var messageId = OneOf(MessageIds);
        var actor = MaybeSession(User(before));
        var command = new DeleteMessage { ConversationId = id, Actor = actor, MessageId = messageId };
        return new(
            $"delete message {messageId}{By(actor)}",
            async conversations =>
            {
                await (actor is null
                    ? conversations.DeleteMessageAsync(id, messageId)
                    : SessionOf(conversations, actor).DeleteMessageAsync(id, messageId));
                return null;
            },
            (model, context) => Execute(model, command, context, (_, _) => null));
    }

    private ModelStep React(ConversationModel before)
    {
        var (messageId, user, emoji, isThere) = (OneOf(MessageIds), User(before), Emoji(), Chance(70));
        var actor = MaybeSession(user);
        var command = new SetReaction { ConversationId = id, Actor = actor, MessageId = messageId, UserId = user, Emoji = emoji, IsThere = isThere };
        return new(
            $"{user} {(isThere ? "adds" : "removes")} reaction {emoji} of message {messageId}{By(actor)}",
            async conversations => (actor, isThere) switch
            {
                (null, true) => await conversations.AddReactionAsync(id, messageId, user, emoji),
                (null, false) => await conversations.RemoveReactionAsync(id, messageId, user, emoji),
                (_, true) => await SessionOf(conversations, actor).AddReactionAsync(id, messageId, emoji),
                (_, false) => await SessionOf(conversations, actor).RemoveReactionAsync(id, messageId, emoji),
            },
            (model, context) => Execute(model, command, context, (_, stored) => stored));
    }

    private ModelStep Import()
    {
        var now = clock.GetUtcNow();
        var options = new ImportOptions
        {
            BatchSize = 1 + random.Next(3),
            MarkAsRead = Chance(70),
            VisibleTo = OneOf([ImportVisibility.Refuse, ImportVisibility.Everyone, ImportVisibility.FullHistory]),
            OnRefused = (_, _) => { },
        };
        var messages = Enumerable.Range(0, random.Next(5)).Select(_ => new ImportedMessage
        {
            Id = OneOf(MessageIds),
            SenderId = Chance(80) ? OneOf(users) : null,
            Text = Text(),
            Custom = Custom(),
            ReplyTo = ReplyTo(),
            CreatedAt = OneOf([now.AddTicks(7), now.AddDays(-3), now.AddHours(23), now.AddDays(2), DateTimeOffset.UnixEpoch.AddTicks(-1_000_000)]),
        }).ToList();
        return new(
            $"import {string.Join("; ", messages)}, visible to {options.VisibleTo}{(options.MarkAsRead ? ", as read" : "")}",
            async conversations => await conversations.ImportAsync(id, messages.ToAsyncEnumerable(), options),
            (model, context) => Import(model, messages, options, context));
    }

    private (ConversationModel Next, object? Result) Import(
        ConversationModel model, List<ImportedMessage> messages, ImportOptions options, in DecisionContext context)
    {
        if (model.Conversation() is null)
            throw new ConversationNotFoundException(id);
        if (options.VisibleTo == ImportVisibility.Refuse && model.Facts(new() { ConversationId = id, HidesHistory = true }).HidesHistory)
        {
            throw new InvalidConversationDataException(
                "visibleTo",
                "must be Everyone or FullHistory if a participant or a former participant does not see all of the past",
                "is Refuse",
                "Set ImportOptions.VisibleTo to who may see the imported messages.");
        }

        var effects = new ImportEffects(options.MarkAsRead, options.VisibleTo == ImportVisibility.FullHistory);
        var progress = new ImportProgress(0, 0, 0);
        foreach (var message in messages)
        {
            try
            {
                (model, var result) = Send(model, MessageOf(message), null, context, effects);
                progress = result is SendResult { Created: true }
                    ? new(progress.Stored + 1, progress.AlreadyThere, progress.Refused)
                    : new(progress.Stored, progress.AlreadyThere + 1, progress.Refused);
            }
            catch (ConversationsException)
            {
                progress = new(progress.Stored, progress.AlreadyThere, progress.Refused + 1);
            }
        }

        return (model, progress);
    }

    private (ConversationModel Next, object? Result) Send(
        ConversationModel model, NewMessage message, ActingUser? actor, in DecisionContext context, ImportEffects? effects = null)
    {
        var command = new SendMessage { ConversationId = id, Actor = actor, Message = message, Import = effects };
        try
        {
            command.Check(context);
        }
        catch (InvalidConversationDataException error) when (error.Field == "text" && IsRetryOfDeleted(model, command, context))
        {
            return (model, new SendResult(null, Created: false));
        }

        var (next, outcome) = model.Apply(command.Decide(model.Facts(command.Needs), context)!);
        var result = outcome is CommitOutcome.MessageExists exists
            ? command.Retried(exists.Slot)
            : new SendResult(((CommitOutcome.Stored)outcome).Message, Created: true);

        // A session answers with the message as its user sees it.
        return (next, actor is null || result.Message is null
            ? result
            : result with { Message = next.ListMessages(actor.UserId)!.SingleOrDefault(one => one.Id == message.Id) });
    }

    /// <summary>
    /// Returns whether an invalid text is the retry of a message that was deleted. The text may have been valid under earlier limits,
    /// and of a deleted message only the sender is known.
    /// </summary>
    private static bool IsRetryOfDeleted(ConversationModel model, SendMessage command, in DecisionContext context)
    {
        var facts = model.Facts(new()
        {
            ConversationId = command.ConversationId,
            Users = command.Needs.Users,
            Message = command.Message.Id,
            ReplyTo = command.Message.ReplyTo,
        });
        try
        {
            return command.Decide(facts, context) is not null && facts.Message is { Message: null } slot && slot.SenderId == command.Message.SenderId;
        }
        catch (ConversationsException)
        {
            return false;
        }
    }

    private MessageDraft Draft() => new(Text()) { Id = OneOf(MessageIds), Custom = Custom(), ReplyTo = ReplyTo() };

    private static string Text(MessageDraft draft) => $"{draft.Id} '{draft.Text}' {draft.Custom.ToJson()}, in reply to '{draft.ReplyTo}'";

    private MessageId? ReplyTo() => Chance(25) ? OneOf(MessageIds) : null;

    private static NewMessage MessageOf(UserId? sender, MessageDraft draft) => new()
    {
        Id = draft.Id!.Value,
        SenderId = sender,
        Text = draft.Text,
        Custom = draft.Custom,
        ReplyTo = draft.ReplyTo,
        Hash = Hash(draft.Text, draft.Custom, draft.ReplyTo),
    };

    private static NewMessage MessageOf(ImportedMessage message) => new()
    {
        Id = message.Id,
        SenderId = message.SenderId,
        Text = message.Text,
        Custom = message.Custom,
        ReplyTo = message.ReplyTo,
        Origin = MessageOrigin.Import,
        ImportedAt = DateTimeOffset.FromUnixTimeMilliseconds(message.CreatedAt.ToUnixTimeMilliseconds()),
        Hash = Hash(message.Text, message.Custom, message.ReplyTo),
    };

    /// <summary>
    /// Computes a hash by which the model distinguishes contents. It need not be equal to the hash of the library.
    /// </summary>
    private static ContentHash Hash(string text, CustomData custom, MessageId? replyTo) =>
        new(SHA256.HashData(Encoding.Unicode.GetBytes($"{text}\0{custom.ToJson()}\0{replyTo}")).AsSpan(0, ContentHash.Size));
}
