using Conversations.Histories;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Sqlite.Tests.History;

/// <summary>
/// A run with a known history: one message, then several clients at the same time, then the first message is deleted, then one client
/// alone.
/// </summary>
internal sealed record SeededRun(IReadOnlyList<Attempt> Attempts, EndState End)
{
    private static readonly UserId[] _users = [new("alice"), new("bob"), new("carol")];

    internal static ConversationId Room { get; } = new("room");

    internal Message Last => End.Messages[^1];

    internal static async Task<SeededRun> CleanAsync(Func<IConversationsBuilder, IConversationsBuilder>? use = null)
    {
        var builder = new ServiceCollection().AddConversations();
        await using var provider = (use is null ? builder.UseInMemory() : use(builder)).Services.BuildServiceProvider();
        var conversations = provider.GetRequiredService<IConversations>();
        await conversations.CreateIfNotExistsAsync(Room, new() { Participants = [.. _users.Select(user => new ParticipantDraft(user))] });
        var history = new Histories.History();
        var client = new HistoryClient(conversations, history);

        await SendAsync(client, _users[0], 0, 0);
        await Task.WhenAll(_users.Select(user => Task.Run(() => SendAsync(client, user, 1, 10))));
        await conversations.DeleteMessageAsync(Room, new("alice-0"));
        await SendAsync(client, _users[0], 11, 20);
        return new(history.Attempts, (await EndState.ReadAsync(provider, [Room]))[Room]);
    }

    internal IEnumerable<AnomalyKind> Find() =>
        HistoryCheck.Find(Attempts, new Dictionary<ConversationId, EndState> { [Room] = End }).Select(anomaly => anomaly.Kind).Distinct();

    /// <summary>Returns the same run, but without the last message in the end state.</summary>
    internal SeededRun WithoutLast() => this with
    {
        End = new(
            End.Conversation! with
            {
                MessageCount = End.Conversation.MessageCount - 1,
                LastSequence = End.Messages[^2].Sequence,
                LastMessage = End.Messages[^2],
                Version = End.Conversation.Version - 1,
            },
            [.. End.Messages.SkipLast(1)],
            [.. End.Changes.SkipLast(1)]),
    };

    /// <summary>Returns the same run, but with other attempts for the last message.</summary>
    internal SeededRun TellLast(Func<Attempt, Attempt> tell) => this with
    {
        Attempts = [.. Attempts.Select(attempt => attempt.Intent.MessageId == Last.Id ? tell(attempt) : attempt)],
    };

    /// <summary>Returns the same run, but with a further message at the end of the end state.</summary>
    internal SeededRun Append(Message message) => this with
    {
        End = new(
            End.Conversation! with
            {
                MessageCount = End.Conversation.MessageCount + 1,
                LastSequence = message.Sequence,
                LastMessage = message,
                Version = End.Conversation.Version + 1,
            },
            [.. End.Messages, message],
            [
                .. End.Changes,
                new MessageSent
                {
                    ConversationId = Room,
                    Version = End.Conversation.Version + 1,
                    At = message.CreatedAt,
                    MessageId = message.Id,
                    Sequence = message.Sequence,
                },
            ]),
    };

    /// <summary>Returns the same run, but with one message changed in the end state.</summary>
    internal SeededRun Change(int index, Func<Message, Message> change) => this with
    {
        End = End with { Messages = [.. End.Messages.Select((message, at) => at == index ? change(message) : message)] },
    };

    private static async Task SendAsync(HistoryClient client, UserId user, int first, int last)
    {
        for (var number = first; number <= last; number++)
            await client.SendAsync(new(Room, new($"{user}-{number}"), user, $"text {number} of {user}"));
    }
}
