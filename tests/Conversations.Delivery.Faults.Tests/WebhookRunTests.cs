using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Conversations.Webhooks;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Delivery.Faults;

/// <summary>Processes that post webhooks and are killed.</summary>
[SuppressMessage("Reliability", "CA2000", Justification = "The run disposes its place.")]
public sealed class WebhookRunTests
{
    private const int Rooms = 4;

    [Fact]
    public async Task Webhook_whose_acknowledgement_was_lost_with_the_process_comes_again_under_its_id()
    {
        var place = new SqlitePlace();
        await using var run = new Run(place);
        await using var receiver = new Receiver();
        var (random, taken, unacknowledged) = (new Random(1), new ConcurrentQueue<Taken>(), new List<Taken>());
        for (var round = 0; round < RunSettings.Kills; round++)
        {
            // The receiver has the request, and the process is killed before it has the answer: with the first request of all, or with a later one.
            var (left, held) = (round == 0 ? 1 : random.Next(1, 120), new TaskCompletionSource<Taken>());
            receiver.Answer = async (request, stream) =>
            {
                var one = Taken.Of(request);
                taken.Enqueue(one);
                if (Interlocked.Decrement(ref left) > 0)
                    return await Receiver.WriteAsync(stream, Receiver.Ok);

                held.TrySetResult(one);
                return await stream.ReadAsync(new byte[1]) > 0;
            };
            var process = await run.StartProcessAsync("only=1", "senders=2", $"rooms={Rooms}", $"webhook={receiver.Port}");
            unacknowledged.Add(await held.Task.WaitAsync(TimeSpan.FromMinutes(2)));
            await process.KillAsync();
        }

        receiver.Answer = async (request, stream) =>
        {
            taken.Enqueue(Taken.Of(request));
            return await Receiver.WriteAsync(stream, Receiver.Ok);
        };
        await run.StartProcessAsync("only=1", $"webhook={receiver.Port}");
        var logs = await ReadLogsAsync(place);
        await Run.UntilAsync(() => logs.IsSubsetOf(taken.Select(one => (one.Room, one.Version))), "each change is posted");
        await Run.UntilAsync(
            () => unacknowledged.TrueForAll(one => taken.Count(other => other == one) > 1), "what was taken, but not acknowledged, comes again under its id");

        taken.Select(one => (one.Room, one.Version)).ToHashSet().SetEquals(logs).Should().BeTrue("nothing is invented");
        var webhooks = taken.Distinct().ToList();
        webhooks.Select(one => one.Id).Should().OnlyHaveUniqueItems("an id is for one change");
        webhooks.Select(one => (one.Room, one.Version)).Should().OnlyHaveUniqueItems("a change has one id");
        receiver.Requests.Should().OnlyContain(request => request.IsSigned);
        (await run.JudgeAsync(Rooms, [HandlerNames.First.Name, HandlerNames.Second.Name])).Should().BeEmpty();
    }

    private static async Task<HashSet<(string Room, long Version)>> ReadLogsAsync(SqlitePlace place)
    {
        var services = new ServiceCollection();
        place.Use(services.AddConversations());
        await using var provider = services.BuildServiceProvider();
        var logs = await DeliveryEnd.ReadLogsAsync(provider, Enumerable.Range(0, Rooms).Select(Run.Room));
        return [.. logs.SelectMany(log => log.Value.Select(change => (log.Key.Value, change.Version)))];
    }

    private sealed record Taken(string Room, long Version, string Id)
    {
        internal static Taken Of(ReceivedRequest request)
        {
            using var body = JsonDocument.Parse(request.Body);
            var data = body.RootElement.GetProperty("data");
            return new(data.GetProperty("conversationId").GetString()!, data.GetProperty("version").GetInt64(), request.Id);
        }
    }
}
