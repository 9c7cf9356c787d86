using Conversations.Deliverer;
using Conversations.Histories.Deliveries;

// The tests kill and freeze this program. It writes each event to its output at the moment when the event happens, and ends when its input does.
if (Settings.Parse(args) is not { } settings)
{
    await Console.Error.WriteLineAsync(Settings.Usage);
    return 2;
}

using var output = Console.OpenStandardOutput();
var lines = new DeliveryLines(output);
await using var host = await HistoryHost.StartAsync(settings.Host, lines, new()
{
    Use = settings.Use,
    AddHandlers = settings.AddHandlers,
    Configure = options =>
    {
        options.LeaseDuration = settings.LeaseDuration;
        options.PollInterval = TimeSpan.FromMilliseconds(50);
        options.QuietFor = settings.QuietFor;
        options.IsOnlyHost = settings.IsOnlyHost;
    },
    Work = (_, _, _) => settings.Work > TimeSpan.Zero ? Task.Delay(settings.Work * Random.Shared.NextDouble(), CancellationToken.None) : Task.CompletedTask,
});
lines.Mark("runs");

using var ended = new CancellationTokenSource();
var sending = Task.WhenAll(Enumerable.Range(0, settings.Senders)
    .Select(sender => Task.Run(() => Sending.SendAsync(host.Conversations, settings.Host, sender, settings.Rooms, ended.Token))));
while (await Console.In.ReadLineAsync() is not null)
{
}

await ended.CancelAsync();
await sending;
return 0;
