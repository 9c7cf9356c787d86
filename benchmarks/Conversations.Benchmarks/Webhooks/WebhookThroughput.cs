using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Benchmarks;

/// <summary>
/// Measures how fast webhooks are posted to one receiver, with and without the delivery of changes, against a bare loop of HttpClient with the same
/// concurrency and body size.
/// </summary>
internal static class WebhookThroughput
{
    private const int Concurrency = 16;
    private const int Rooms = 1_000;
    private const int Pairs = 15;
    private const int TextLength = 280;
    private const string Name = "hook";

    internal static async Task<List<string>> RunAsync(int webhooks)
    {
        var (bare, alone, delivered, size) = (new Series(), new Series(), new Series(), 0L);
        for (var pair = -1; pair < Pairs; pair++)
        {
            (var deliveredUse, size) = await MeasureDeliveredAsync(webhooks);
            var aloneUse = await MeasureAloneAsync(webhooks);
            var bareUse = await MeasureBareAsync(webhooks, (int)size);
            Console.WriteLine($"{size} B: bare {bareUse}, alone {aloneUse}, delivered {deliveredUse}");

            // The first pair warms up.
            if (pair < 0)
                continue;

            bare.Add(bareUse, bareUse);
            alone.Add(aloneUse, bareUse);
            delivered.Add(deliveredUse, bareUse);
        }

        return
        [
            $"| {webhooks:N0} webhooks of {size:N0} B to one receiver in this process, {Concurrency} at a time; median of {Pairs} pairs (95 % interval) | webhooks/s | µs of CPU each | rate against bare | the same by CPU time |",
            "|---|--:|--:|--:|--:|",
            $"| bare HttpClient | {bare.Row} |",
            $"| written, signed and posted | {alone.Row} |",
            $"| the same with the delivery of changes from memory, unordered | {delivered.Row} |",
        ];
    }

    internal static void Configure(WebhookOptions options, Uri url)
    {
        options.Url = url;
        options.AllowHttp = true;
        options.AllowPrivateAddresses = true;
        options.MaxConcurrency = Concurrency;
        options.Secrets.Add(WebhookSecret.Create().Reveal());
        options.Types.Add("message.sent");
    }

    private static async Task<(Use Use, long Size)> MeasureDeliveredAsync(int webhooks)
    {
        await using var receiver = new FastReceiver();
        var (done, count) = (new TaskCompletionSource(), 0);
        receiver.On = _ =>
        {
            if (Interlocked.Increment(ref count) == webhooks)
                done.SetResult();
        };
        await using var app = new DeliveryApp(DeliveryStore.InMemory, builder => builder.AddWebhook(Name, options => Configure(options, receiver.Url)));
        await app.CreateAsync(Rooms);
        await app.StartAsync(1);
        await app.Handlers.PauseAsync(Name);
        var text = new string('a', TextLength);
        for (var i = 0; i < webhooks; i++)
            await app.Conversations.SendAsync(StoreApp.Room(i % Rooms), StoreApp.User(0), text);

        var use = await MeasureAsync(webhooks, async () =>
        {
            await app.Handlers.ResumeAsync(Name);
            await done.Task;
        });
        return (use, receiver.Bytes / webhooks);
    }

    private static async Task<Use> MeasureAloneAsync(int webhooks)
    {
        await using var receiver = new FastReceiver();
        await using var services = new ServiceCollection().AddConversations().UseInMemory()
            .AddWebhook(Name, options => Configure(options, receiver.Url)).Services.BuildServiceProvider();
        var conversations = services.GetRequiredService<IConversations>();
        var room = StoreApp.Room(0);
        await conversations.CreateIfNotExistsAsync(room, new() { Participants = [new(StoreApp.User(0)), new(StoreApp.User(1))] });
        await conversations.SendAsync(room, StoreApp.User(0), new string('a', TextLength));
        var conversation = (await conversations.FindAsync(room))!;
        var message = conversation.LastMessage!;
        var change = new MessageSent { ConversationId = room, Version = 2, At = message.CreatedAt, MessageId = message.Id, Sequence = 1 };
        var context = new ChangeContext<Change>(change, "0123456789abcdef0123456789abcdef", 1) { Conversation = conversation, Message = message };
        var handler = services.GetRequiredKeyedService<WebhookHandler>(Name);
        return await MeasureAsync(webhooks, () => LoopAsync(webhooks, () => handler.HandleAsync(context, CancellationToken.None)));
    }

    private static async Task<Use> MeasureBareAsync(int webhooks, int size)
    {
        await using var receiver = new FastReceiver();
        using var handler = new SocketsHttpHandler();
        using var client = new HttpClient(handler);
        var (url, body) = (receiver.Url, new byte[size]);
        return await MeasureAsync(webhooks, () => LoopAsync(webhooks, async () =>
        {
            using var content = new ByteArrayContent(body);
            using var response = await client.PostAsync(url, content);
            response.EnsureSuccessStatusCode();
        }));
    }

    private static Task LoopAsync(int count, Func<Task> post) => Task.WhenAll(Enumerable.Range(0, Concurrency).Select(task => Task.Run(async () =>
    {
        for (var i = task; i < count; i += Concurrency)
            await post();
    })));

    private static async Task<Use> MeasureAsync(int count, Func<Task> work)
    {
        GC.Collect();
        var (cpu, begin) = (Environment.CpuUsage.TotalTime, Stopwatch.GetTimestamp());
        await work();
        return new(count / Stopwatch.GetElapsedTime(begin).TotalSeconds, (Environment.CpuUsage.TotalTime - cpu).TotalMicroseconds / count);
    }

    private sealed record Use(double Rate, double Cpu)
    {
        public override string ToString() => $"{Rate:N0}/s {Cpu:N1} µs";
    }

    private sealed class Series
    {
        private readonly List<Use> _uses = [];
        private readonly Ratios _rates = new();
        private readonly Ratios _cpu = new();

        internal string Row => $"{Ratios.Median([.. _uses.Select(use => use.Rate)]):N0} | {Ratios.Median([.. _uses.Select(use => use.Cpu)]):N1} | {_rates} | {_cpu}";

        internal void Add(Use use, Use bare)
        {
            _uses.Add(use);
            _rates.Add(use.Rate / bare.Rate);
            _cpu.Add(bare.Cpu / use.Cpu);
        }
    }
}
