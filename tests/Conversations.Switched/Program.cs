using Conversations;
using Conversations.Switched;
using Microsoft.Extensions.DependencyInjection;

// Writes to conversations as an app that has set the process-wide switches of the driver, and prints everything that it reads then.
AppContext.SetSwitch("Npgsql.EnableLegacyTimestampBehavior", true);
AppContext.SetSwitch("Npgsql.DisableDateTimeInfinityConversions", true);

if (TimeZoneInfo.Local.BaseUtcOffset == TimeSpan.Zero)
{
    await Console.Error.WriteLineAsync("The local time zone is UTC, so this program shows nothing. As root on Debian: apt-get install tzdata.");
    return 1;
}

await using var provider = new ServiceCollection().AddConversations().UsePostgreSql(args[0], options => options.Schema = args[1]).Services.BuildServiceProvider();
var conversations = provider.GetRequiredService<IConversations>();
await World.WriteAsync(conversations, World.There);
foreach (var line in await World.ReadAsync(conversations))
    await Console.Out.WriteLineAsync(line);

return 0;
