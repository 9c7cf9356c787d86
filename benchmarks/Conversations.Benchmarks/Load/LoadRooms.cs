using System.Diagnostics.CodeAnalysis;

namespace Conversations.Benchmarks;

/// <summary>The conversations that all callers of all hosts share, and who takes part in them: eight users in each, each user in eight.</summary>
internal sealed class LoadRooms(int count)
{
    internal const int UsersEach = 8;

    internal IReadOnlyList<ConversationId> Ids { get; } = [.. Enumerable.Range(0, count).Select(room => new ConversationId($"room-{room}"))];

    internal Task CreateAsync(IConversations conversations) => Parallel.ForEachAsync(
        Enumerable.Range(0, count),
        new ParallelOptions { MaxDegreeOfParallelism = 8 },
        async (room, token) => await conversations.CreateIfNotExistsAsync(
            Ids[room],
            new() { Participants = [.. Enumerable.Range(0, Math.Min(UsersEach, count)).Select(seat => new ParticipantDraft(User(room, seat)))] },
            token));

    /// <summary>Chooses a conversation, and a user who takes part in it.</summary>
    [SuppressMessage("Security", "CA5394", Justification = "A seed makes a run repeat its choices.")]
    internal (ConversationId Id, UserId User) Choose(Random random)
    {
        var room = random.Next(count);
        return (Ids[room], User(room, random.Next(Math.Min(UsersEach, count))));
    }

    private UserId User(int room, int seat) => new($"user-{(room + seat) % count}");
}
