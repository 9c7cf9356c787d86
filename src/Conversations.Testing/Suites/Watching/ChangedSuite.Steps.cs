using Conversations.Storage;

namespace Conversations.Testing;

/// <content>Random changes, each of which must be found.</content>
public abstract partial class ChangedSuite
{
    /// <summary>Times between two changes, about as long as a conversation lags.</summary>
    private static readonly TimeSpan[] _pauses =
    [
        TimeSpan.Zero, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(25), TimeSpan.FromSeconds(40), ChangedWindow.MaxLag, ChangedWindow.MaxLag + TimeSpan.FromMilliseconds(1),
        10 * ChangedWindow.MaxLag,
    ];

    private UserId[] Users => [Alice, Bob, Carol];

    [Fact]
    [Rule(nameof(IWatchStore.ListChangedAsync), 1)]
    [Rule(nameof(IWatchStore.ListChangedAsync), 2)]
    [Rule(nameof(IWatchStore.ListChangedAsync), 3)]
    [Rule(nameof(IWatchStore.FindMembersAsync), 1)]
    public async Task Every_change_is_found_from_the_longest_lag_before_it_on_by_all_who_took_part_before_or_after_it()
    {
        _ = Watches;
        var random = new Random(20260102);
        ConversationId[] ids = [await CreateAsync(Users), await CreateAsync(Users)];
        for (var step = 0; step < 150; step++)
        {
            await PassAsync(_pauses[random.Next(_pauses.Length)]);
            var (id, since) = (ids[random.Next(ids.Length)], (await Watches.ReadTimeAsync()).Now - ChangedWindow.MaxLag);
            var (version, before) = (await VersionAsync(id), await ParticipantsAsync(id));

            await StepAsync(random, id, before);

            var (current, after) = (await VersionAsync(id), await ParticipantsAsync(id));
            if (current == version)
                continue;

            var changed = (await Watches.ListChangedAsync([.. Users.Select(user => new ChangedWindow(user, since))], Many)).Where(one => one.ConversationId == id);
            Assert.Equal(
                before.Union(after).Order().Select(user => (user, current, !after.Contains(user))),
                changed.Where(one => one.Version == current).OrderBy(one => one.UserId).Select(one => (one.UserId, one.Version, one.HasEnded)));
            var members = await Watches.FindMembersAsync([new(id, version, 1)], Users);
            Assert.Equal(
                before.Union(after).Order().Select(user => (user, current, after.Contains(user) ? (long?)null : current)),
                members.OrderBy(one => one.UserId).Select(one => (one.UserId, one.Version, one.EndedBy)));
        }
    }

    private async Task<long> VersionAsync(ConversationId id) => (await Watches.ReadVersionsAsync([id]))[id];

    private async Task<List<UserId>> ParticipantsAsync(ConversationId id) =>
        [.. (await Store.ListParticipantsAsync(new() { ConversationId = id, Limit = Many }) ?? []).Select(one => one.UserId)];

    /// <summary>Makes one change, or creates the conversation again if it does not exist.</summary>
    private Task StepAsync(Random random, ConversationId id, List<UserId> present)
    {
        if (present.Count == 0)
            return Conversations.CreateIfNotExistsAsync(id, new() { Participants = [.. Users.Take(random.Next(1, 4)).Select(user => new ParticipantDraft(user))] });

        var user = Users[random.Next(Users.Length)];
        return random.Next(10) switch
        {
            0 => Conversations.DeleteAsync(id),
            1 or 2 when present.Contains(user) && present.Count > 1 => Conversations.RemoveParticipantAsync(id, user),
            1 or 2 or 3 => Conversations.SetParticipantAsync(id, user),
            4 => Conversations.MarkAsReadAsync(id, present[0]),
            5 => Conversations.MarkAsUnreadAsync(id, present[^1]),
            6 or 7 => Conversations.UpdateAsync(id, new() { Subject = $"{random.Next()}" }),
            _ => Conversations.SendAsync(id, present[0], "hello"),
        };
    }
}
