using System.Globalization;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Deliverer;

/// <summary>What the arguments of the program say.</summary>
internal sealed record Settings(string Host, Action<IConversationsBuilder> Use)
{
    internal const string Usage =
        """
        Conversations.Deliverer <name of the host> sqlite <file> [option=number …]
        Conversations.Deliverer <name of the host> postgres <connection string> <schema> [option=number …]
        Options: lease, quiet (milliseconds), only (1 = the only host), senders, rooms, work (milliseconds at most per change)
        """;

    private readonly Dictionary<string, int> _options = [];

    internal TimeSpan LeaseDuration => TimeSpan.FromMilliseconds(_options.GetValueOrDefault("lease", 30_000));

    internal TimeSpan QuietFor => TimeSpan.FromMilliseconds(_options.GetValueOrDefault("quiet", 100));

    internal bool IsOnlyHost => _options.GetValueOrDefault("only") == 1;

    internal int Senders => _options.GetValueOrDefault("senders");

    internal int Rooms => _options.GetValueOrDefault("rooms", 4);

    internal TimeSpan Work => TimeSpan.FromMilliseconds(_options.GetValueOrDefault("work"));

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
