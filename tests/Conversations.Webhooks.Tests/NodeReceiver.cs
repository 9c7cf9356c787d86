using System.ComponentModel;
using System.Diagnostics;

namespace Conversations.Webhooks;

/// <summary>A package of npm in a folder of its own, called by Node.</summary>
internal sealed class NodeReceiver : IDisposable
{
    private const string Script =
        """
        const { Webhook } = require("standardwebhooks");
        const [work, secret, id, seconds, signature, body] = process.argv.slice(1);
        const webhook = new Webhook(secret);
        if (work === "sign") {
          process.stdout.write(webhook.sign(id, new Date(Number(seconds) * 1000), body));
        } else {
          let isGenuine = true;
          try {
            webhook.verify(body, { "webhook-id": id, "webhook-timestamp": seconds, "webhook-signature": signature });
          } catch {
            isGenuine = false;
          }
          process.stdout.write(isGenuine ? "genuine" : "refused");
        }
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("conversations-npm-");

    internal static async Task<NodeReceiver> CreateAsync(string package)
    {
        var receiver = new NodeReceiver();
        var installed = await receiver.RunAsync("npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", ".", package);
        if (installed is null)
            receiver.Dispose();

        Assert.SkipWhen(installed is null, $"npm could not install {package}: install Node and npm, and let npm reach its registry.");
        return receiver;
    }

    public void Dispose() => _folder.Delete(recursive: true);

    internal Task<string?> VerifyAsync(WebhookSecret secret, string id, string seconds, string signature, string body) =>
        RunAsync("node", "-e", Script, "verify", secret.Reveal(), id, seconds, signature, body);

    internal Task<string?> SignAsync(WebhookSecret secret, string id, string seconds, string body) =>
        RunAsync("node", "-e", Script, "sign", secret.Reveal(), id, seconds, "", body);

    /// <summary>Runs a program and returns its output, or null if it is not there or fails.</summary>
    private async Task<string?> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = _folder.FullName, RedirectStandardOutput = true };
        try
        {
            using var process = Process.Start(start)!;
            var output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            return process.ExitCode == 0 ? output : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
