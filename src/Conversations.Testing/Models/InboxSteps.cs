using Microsoft.Extensions.Time.Testing;

namespace Conversations.Testing;

/// <summary>Generates random commands that change inboxes and runs them. A refused command changes nothing.</summary>
internal sealed class InboxSteps(Random random, IConversations conversations, FakeTimeProvider clock, UserId[] users, ConversationId[] ids)
{
    private readonly List<(ConversationId Id, MessageId MessageId)> _sent = [];

    /// <summary>Runs the next command.</summary>
    /// <returns>The command as text, for the message of a failure.</returns>
    internal async Task<string> RunAsync()
    {
        var by = TimeSpan.FromMilliseconds(random.Next(10) == 0 ? -random.Next(90_000) : random.Next(200_000));
        clock.Shift(by);
        var (text, run) = Next(OneOf(ids), OneOf(users));
        var result = await Race.TryAsync(run);
        return $"{clock.GetUtcNow():HH:mm:ss.fff} {text}{(result.Succeeded ? "" : " (refused)")}";
    }

    private (string Text, Func<Task<object?>> Run) Next(ConversationId id, UserId user) => random.Next(100) switch
    {
        < 12 => ($"create {id}", async () => await conversations.CreateIfNotExistsAsync(id, Draft())),
        < 17 => ($"{user} joins {id}", async () => await conversations.SetParticipantAsync(id, user)),
        < 20 => SetHistory(id, user, OneOf([History.All, History.SinceJoin, History.Last(2)])),
        < 25 => ($"{user} leaves {id}", async () => await conversations.RemoveParticipantAsync(id, user)),
        < 65 => ($"{user} sends to {id}", async () => Sent(id, (await conversations.SendAsync(id, user, "text")).Message!.Id)),
        < 70 => ($"the app sends to {id}", async () => Sent(id, (await conversations.SendSystemMessageAsync(id, "text")).Message!.Id)),
        < 78 => Import(id, TimeSpan.FromMilliseconds(random.NextInt64(-400_000, 200_000))),
        < 80 => Import(id, OneOf([TimeSpan.FromDays(-3_000), TimeSpan.FromHours(1)])),
        < 87 => DeleteMessage(),
        < 89 => ($"delete {id}", async () => await conversations.DeleteAsync(id)),
        < 94 => ($"{user} marks {id} as read", async () => await conversations.MarkAsReadAsync(id, user, random.Next(20))),
        < 97 => ($"{user} marks {id} as unread", async () => await conversations.MarkAsUnreadAsync(id, user)),
        _ => ($"set the subject of {id}", async () => await conversations.UpdateAsync(id, new() { Subject = OneOf<string?>(["House", null]) })),
    };

    private (string, Func<Task<object?>>) SetHistory(ConversationId id, UserId user, History history) =>
        ($"{user} sees {history} of {id}", async () => await conversations.SetParticipantAsync(id, user, new() { History = history }));

    private (string, Func<Task<object?>>) Import(ConversationId id, TimeSpan by)
    {
        var visibleTo = OneOf([ImportVisibility.Everyone, ImportVisibility.FullHistory]);
        var message = new ImportedMessage { Id = MessageId.From(Guid.NewGuid()), Text = "text", CreatedAt = clock.GetUtcNow() + by };
        return ($"import {by} from now to {id}, visible to {visibleTo}", async () =>
        {
            await conversations.ImportAsync(id, new[] { message }.ToAsyncEnumerable(), new() { VisibleTo = visibleTo });
            return Sent(id, message.Id);
        });
    }

    private (string, Func<Task<object?>>) DeleteMessage()
    {
        if (_sent.Count == 0)
            return ("delete no message", () => Task.FromResult<object?>(null));

        var (id, messageId) = OneOf(_sent);
        return ($"delete a message of {id}", async () =>
        {
            await conversations.DeleteMessageAsync(id, messageId);
            return null;
        });
    }

    private object? Sent(ConversationId id, MessageId messageId)
    {
        _sent.Add((id, messageId));
        return null;
    }

    private ConversationDraft Draft() => new()
    {
        Participants = [.. users.Where(_ => random.Next(2) == 0).DefaultIfEmpty(users[0]).Select(user => new ParticipantDraft(user))],
        WelcomeMessages = ["Welcome"],
        Custom = random.Next(2) == 0 ? CustomData.Empty : new() { ["a"] = "1" },
    };

    private T OneOf<T>(IReadOnlyList<T> list) => list[random.Next(list.Count)];
}
