using System.Text.Json.Nodes;

namespace Conversations.AspNetCore;

/// <summary>Removes a user while others send, and watches as that user.</summary>
public sealed class RemovalRaceTests
{
    private static int Rounds => int.TryParse(Environment.GetEnvironmentVariable("CONVERSATIONS_RACE_ROUNDS"), out var rounds) ? rounds : 60;

    [Fact]
    public async Task User_who_is_removed_gets_nothing_that_was_sent_after_the_removal()
    {
        await using var host = await HttpHost.StartAsync();
        var (alice, bob) = (new UserId("alice"), new UserId("bob"));
        using var stop = new CancellationTokenSource();
        var seen = new List<JsonNode>();
        var watching = Task.Run(async () =>
        {
            try
            {
                await foreach (var one in host.EventsAsync("bob", null, stop.Token))
                {
                    lock (seen)
                        seen.Add(one);
                }
            }
            catch (OperationCanceledException)
            {
                // The test is over.
            }
        });
        await UntilAsync(one => EventClient.NameOf(one) == "caughtUp");

        for (var round = 0; round < Rounds; round++)
        {
            var room = new ConversationId($"room-{round}");
            await host.Conversations.CreateIfNotExistsAsync(room, new() { Participants = [new(alice), new(bob)] });
            var removed = 0;
            var sending = Task.Run(async () =>
            {
                for (var i = 0; i < 5; i++)
                {
                    // What begins after the removal was acknowledged is not for Bob.
                    var isAfter = Volatile.Read(ref removed) == 1;
                    await host.CallAsAsync("alice", "POST", $"/v1/me/conversations/{room}/messages", $$"""{"text":"{{(isAfter ? "after" : "before")}}"}""");
                }
            });
            await host.CallAsync("DELETE", $"/v1/conversations/{room}/participants/bob");
            Volatile.Write(ref removed, 1);
            await sending;
            await host.CallAsAsync("alice", "POST", $"/v1/me/conversations/{room}/messages", """{"text":"after"}""");
            await UntilAsync(one => (string?)one["conversationId"] == room.Value && EventClient.NameOf(one) is "participant.removed" or "gone");
        }

        await stop.CancelAsync();
        await watching;
        seen.Select(one => (string?)one["message"]?["text"]).Should().NotContain("after");
        foreach (var group in seen.Where(one => one["conversationId"] is not null).GroupBy(one => (string)one["conversationId"]!))
            group.Select(EventClient.NameOf).Last().Should().BeOneOf("participant.removed", "gone");

        async Task UntilAsync(Func<JsonNode, bool> isThere)
        {
            for (var i = 0; i < 60_000; i++)
            {
                lock (seen)
                {
                    if (seen.Exists(one => isThere(one)))
                        return;
                }

                await Task.Delay(1);
            }

            throw new TimeoutException();
        }
    }
}
