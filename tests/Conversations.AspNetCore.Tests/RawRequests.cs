using System.Net.Sockets;
using System.Text;

namespace Conversations.AspNetCore;

/// <summary>Sends requests whose target is exactly as written: a client library would change it.</summary>
internal static class RawRequests
{
    internal static async Task<(int Status, string Text)> SendRawAsync(this HttpHost host, string method, string target, params string[] headers)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(host.Url.Host, host.Url.Port);
        await using var stream = client.GetStream();
        var lines = (string[])[$"{method} {target} HTTP/1.1", $"Host: {host.Url.Authority}", "Connection: close", $"Authorization: Bearer {HttpHost.Key}", .. headers, "", ""];
        await stream.WriteAsync(Encoding.Latin1.GetBytes(string.Join("\r\n", lines)));
        using var reader = new StreamReader(stream, Encoding.Latin1);
        var text = await reader.ReadToEndAsync();
        return (int.Parse(text.AsSpan(9, 3), System.Globalization.CultureInfo.InvariantCulture), text);
    }
}
