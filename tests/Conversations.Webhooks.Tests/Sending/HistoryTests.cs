using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Webhooks;

/// <summary>Judges everything that a receiver got, while it fails at random, and hosts end and start again.</summary>
[SuppressMessage("Security", "CA5394", Justification = "The random numbers only choose what fails.")]
public sealed class HistoryTests
{
    private const int Rooms = 12;
    private const int Messages = 25;

    [Theory]
    [InlineData(false, 1)]
    [InlineData(false, 2)]
    [InlineData(true, 3)]
    [InlineData(true, 4)]
    public async Task Every_change_arrives_under_one_id_and_in_order_if_asked_for(bool ordered, int seed)
    {
        var (random, taken) = (new Random(seed), new ConcurrentQueue<Taken>());
        await using var receiver = new Receiver();
        receiver.Answer = async (request, stream) =>
        {
            bool fails;
            lock (random)
                fails = random.Next(4) == 0;

            if (!fails)
                taken.Enqueue(Taken.Of(request));

            // Some of what was taken is not acknowledged: the connection is closed before the answer.
            bool isLost;
            lock (random)
                isLost = random.Next(10) == 0;

            return !isLost && await Receiver.WriteAsync(stream, $"HTTP/1.1 {(fails ? 500 : 200)} Status\r\nContent-Length: 0\r\n\r\n");
        };
        await using var app = await WebhookApp.StartAsync(receiver.Url, options =>
        {
            options.Ordered = ordered;
            for (var i = 0; i < 1_000; i++)
                options.RetryDelays.Add(TimeSpan.FromMilliseconds(5));
        });
        var ids = new List<ConversationId>();
        for (var i = 0; i < Rooms; i++)
            ids.Add(await app.CreateAsync());

        var sending = Task.WhenAll(ids.Select(async id =>
        {
            for (var i = 0; i < Messages; i++)
                await app.SendAsync(id, $"message {i}");
        }));
        for (var restart = 0; restart < 3; restart++)
        {
            await Task.Delay(50);
            await app.StopAsync();
            app.Run();
        }

        await sending;
        var expected = ids.ToDictionary(id => id.Value, _ => Enumerable.Range(1, Messages + 1).Select(version => (long)version));
        await UntilAsync(() => ids.TrueForAll(id => taken.Where(one => one.Room == id.Value).Select(one => one.Version).Distinct().Count() == Messages + 1));

        foreach (var (room, versions) in expected)
        {
            var seen = taken.Where(one => one.Room == room).ToList();
            var firsts = seen.Select(one => one.Version).Distinct().ToList();
            firsts.Should().BeEquivalentTo(versions, "nothing is lost or invented");
            if (ordered)
                firsts.Should().BeInAscendingOrder();

            seen.GroupBy(one => one.Version).Should().OnlyContain(group => group.Select(one => one.Id).Distinct().Count() == 1, "a retry has the id of the first attempt");
        }

        taken.Select(one => (one.Id, one.Room, one.Version)).Distinct().Select(one => one.Id).Should().OnlyHaveUniqueItems("an id is for one change");
        receiver.Requests.Should().OnlyContain(request => request.IsSigned);
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        var limit = TimeProvider.System.GetUtcNow() + TimeSpan.FromMinutes(2);
        while (!condition())
        {
            TimeProvider.System.GetUtcNow().Should().BeBefore(limit);
            await Task.Delay(10);
        }
    }

    private sealed record Taken(string Room, long Version, string Id)
    {
        internal static Taken Of(ReceivedRequest request)
        {
            var data = JsonDocument.Parse(request.Body).RootElement.GetProperty("data");
            return new(data.GetProperty("conversationId").GetString()!, data.GetProperty("version").GetInt64(), request.Id);
        }
    }
}
