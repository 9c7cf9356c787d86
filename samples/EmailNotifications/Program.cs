using EmailNotifications;

const string Demonstrate = "--demo";

var isDemo = args.Contains(Demonstrate, StringComparer.Ordinal);
await using var app = EmailApp.Create([.. args.Where(arg => arg != Demonstrate)], isDemo ? Demo.Settings : null);
if (isDemo)
    return await Demo.RunAsync(app, Console.Out);

await app.RunAsync();
return 0;
