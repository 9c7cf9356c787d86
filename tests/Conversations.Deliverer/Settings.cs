using System.Globalization;
using Conversations.Histories.Deliveries;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Deliverer;

/// <summary>What the arguments of the program say.</summary>
internal sealed record Settings(string Host, Action<IConversationsBuilder> Use)
{
    internal const string Usage =
        """
        Conversations.Deliverer <name of the host> sqlite <file> [option=number …]
        Conversations.Deliverer <name of the host> postgres <connection string> <schema> [option=number …]
        Options: lease, quiet (milliseconds), only (1 = the only host), senders, rooms, work (milliseconds at most per change),
                 webhook (the port of a receiver on loopback)
        """;

    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private readonly Dictionary<string, int> _options = [];

    internal TimeSpan LeaseDuration => TimeSpan.FromMilliseconds(_options.GetValueOrDefault("lease", 30_000));

    internal TimeSpan QuietFor => TimeSpan.FromMilliseconds(_options.GetValueOrDefault("quiet", 100));

    internal bool IsOnlyHost => _options.GetValueOrDefault("only") == 1;

    internal int Senders => _options.GetValueOrDefault("senders");

    internal int Rooms => _options.GetValueOrDefault("rooms", 4);

    internal TimeSpan Work => TimeSpan.FromMilliseconds(_options.GetValueOrDefault("work"));

    /// <summary>Gets the receiver of the webhooks, or null if there are none.</summary>
    internal Uri? Webhook => _options.TryGetValue("webhook", out var port) ? new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/")) : null;

    /// <summary>Adds the handlers to an app.</summary>
    internal void AddHandlers(IConversationsBuilder builder)
    {
        builder
            .AddChangeHandler<HistoryHandler<HandlerNames.First>>(HandlerNames.First.Name)
            .AddChangeHandler<HistoryHandler<HandlerNames.Second>>(HandlerNames.Second.Name);
        if (Webhook is { } url)
            builder.AddWebhook("webhook", options =>
            {
                (options.Url, options.AllowHttp, options.AllowPrivateAddresses) = (url, true, true);
                options.Secrets.Add(Secret);
            });
    }

    internal static Settings? Parse(string[] args) => args switch
    {
        [var host, "sqlite", var file, .. var options] => new Settings(host, builder => builder.UseSqlite(
            $"Data Source={file}", chosen => chosen.Synchronous = SqliteSynchronous.Normal)).With(options),
        [var host, "postgres", var connectionString, var schema, .. var options] =>
            new Settings(host, builder => builder.UsePostgreSql(connectionString, chosen => chosen.Schema = schema)).With(options),
        _ => null,
    };

    private Settings With(string[] options)
    {
        foreach (var option in options)
        {
            var parts = option.Split('=', 2);
            _options[parts[0]] = int.Parse(parts[1], CultureInfo.InvariantCulture);
        }

        return this;
    }
}
