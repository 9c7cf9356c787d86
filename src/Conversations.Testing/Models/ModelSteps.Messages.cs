using System.Security.Cryptography;
using System.Text;
using Conversations.Storage;

namespace Conversations.Testing;

/// <content>Commands about messages.</content>
internal sealed partial class ModelSteps
{
    private ModelStep Send(ConversationModel before)
    {
        var (user, draft) = (User(before), Draft());
        return new(
            $"{user} sends {Text(draft)}",
            async conversations => await conversations.SendMessageAsync(id, user, draft),
            (model, context) => Send(model, MessageOf(user, draft), context));
    }

    private ModelStep SendSystem()
    {
        var draft = Draft();
        return new(
            $"send {Text(draft)}",
            async conversations => await conversations.SendSystemMessageAsync(id, draft),
            (model, context) => Send(model, MessageOf(null, draft), context));
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
        var command = new EditMessage { ConversationId = id, MessageId = messageId, Patch = patch, ExpectedRevision = expected };
        return new(
            $"edit {messageId} to '{patch.Text}', expecting {expected}",
            async conversations => await conversations.EditMessageAsync(id, messageId, patch, expected),
            (model, context) => Execute(model, command, context, (next, _) => next.ListMessages()!.Single(one => one.Id == messageId)));
    }

    private ModelStep DeleteMessage()
    {
        var messageId = OneOf(MessageIds);
        var command = new DeleteMessage { ConversationId = id, MessageId = messageId };
        return new(
            $"delete {messageId}",
            async conversations =>
            {
                await conversations.DeleteMessageAsync(id, messageId);
                return null;
            },
            (model, context) => Execute(model, command, context, (_, _) => null));
    }

    private ModelStep React(ConversationModel before)
    {
        var (messageId, user, emoji, isThere) = (OneOf(MessageIds), User(before), Emoji(), Chance(70));
        var command = new SetReaction { ConversationId = id, MessageId = messageId, UserId = user, Emoji = emoji, IsThere = isThere };
        return new(
            $"{user} {(isThere ? "puts" : "takes")} {emoji} on {messageId}",
            async conversations => isThere
                ? await conversations.AddReactionAsync(id, messageId, user, emoji)
                : await conversations.RemoveReactionAsync(id, messageId, user, emoji),
            (model, context) => Execute(model, command, context, (_, stored) => stored));
    }

    private ModelStep Import()
    {
        var now = clock.GetUtcNow();
        var options = new ImportOptions { BatchSize = 1 + random.Next(3), OnRefused = (_, _) => { } };
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
            $"import {string.Join("; ", messages)}",
            async conversations => await conversations.ImportAsync(id, messages.ToAsyncEnumerable(), options),
            (model, context) => Import(model, messages, context));
    }

    private (ConversationModel Next, object? Result) Import(ConversationModel model, List<ImportedMessage> messages, in DecisionContext context)
    {
        if (model.Conversation() is null)
            throw new ConversationNotFoundException(id);

        var progress = new ImportProgress(0, 0, 0);
        foreach (var message in messages)
        {
            try
            {
                (model, var result) = Send(model, MessageOf(message), context);
                progress = result is SendResult { Created: true }
                    ? progress with { Stored = progress.Stored + 1 }
                    : progress with { AlreadyThere = progress.AlreadyThere + 1 };
            }
            catch (ConversationsException)
            {
                progress = progress with { Refused = progress.Refused + 1 };
            }
        }

        return (model, progress);
    }

    private (ConversationModel Next, object? Result) Send(ConversationModel model, NewMessage message, in DecisionContext context)
    {
        var command = new SendMessage { ConversationId = id, Message = message };
        var (next, outcome) = model.Execute(command, context);
        return (next, outcome is CommitOutcome.MessageExists exists
            ? command.Retried(exists.Slot)
            : new SendResult(((CommitOutcome.Stored)outcome!).Message, Created: true));
    }

    private MessageDraft Draft() => new(Text()) { Id = OneOf(MessageIds), Custom = Custom(), ReplyTo = ReplyTo() };

    private static string Text(MessageDraft draft) => $"{draft.Id} '{draft.Text}' {draft.Custom.ToJson()}, answering {draft.ReplyTo}";

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

    /// <summary>Tells contents apart for the model; the library has a hash of its own, and which is of no matter.</summary>
    private static ContentHash Hash(string text, CustomData custom, MessageId? replyTo) =>
        new(SHA256.HashData(Encoding.Unicode.GetBytes($"{text}\0{custom.ToJson()}\0{replyTo}")).AsSpan(0, ContentHash.Size));
}
