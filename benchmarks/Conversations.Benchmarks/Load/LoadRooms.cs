using System.Diagnostics.CodeAnalysis;

namespace Conversations.Benchmarks;

/// <summary>
/// The conversations that all callers of all hosts share, and their participants. Each
/// conversation has eight users, and each user is in eight conversations.
/// </summary>
/// <remarks>With fewer than eight conversations there are as many users, and each of them is in every conversation.</remarks>
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

    /// <summary>Chooses a conversation and one of its participants at random.</summary>
    [SuppressMessage("Security", "CA5394", Justification = "A seeded Random makes the choices of a run repeatable.")]
    internal (ConversationId Id, UserId User) Choose(Random random)
    {
        var room = random.Next(count);
        return (Ids[room], User(room, random.Next(Math.Min(UsersEach, count))));
    }

    private UserId User(int room, int seat) => new($"user-{(room + seat) % count}");
}
