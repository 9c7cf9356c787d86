using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace EmailNotifications.Tests;

/// <summary>An SMTP server on this machine that answers as a test says, and keeps what it is told.</summary>
internal sealed class SmtpServer : IAsyncDisposable
{
    /// <summary>An answer: the connection is closed.</summary>
    internal const string Hangup = "hang up";

    /// <summary>An answer: none.</summary>
    internal const string Silence = "silence";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Dictionary<string, string> _answers = new(StringComparer.Ordinal)
    {
        ["HELLO"] = "220 fake",
        ["EHLO"] = "250-fake\r\n250 AUTH PLAIN",
        ["AUTH"] = "235 ok",
        ["MAIL"] = "250 ok",
        ["RCPT"] = "250 ok",
        ["REFUSED"] = "550 no such user",
        ["DATA"] = "354 go on",
        ["BODY"] = "250 ok",
        ["RSET"] = "250 ok",
        ["QUIT"] = "221 bye",
    };

    private readonly Task _serving;

    /// <summary>Starts the server.</summary>
    /// <param name="answers">Answers that differ: to a command, to the connection ("HELLO"), or to the end of an e-mail ("BODY").</param>
    internal SmtpServer(params (string Command, string Answer)[] answers)
    {
        foreach (var (command, answer) in answers)
            _answers[command] = answer;

        _listener.Start();
        _serving = ServeAsync();
    }

    /// <summary>Gets the recipient that is refused for good, or null for none.</summary>
    internal string? Refused { get; init; }

    internal int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Gets whether the client has said goodbye.</summary>
    internal bool HasQuit { get; private set; }

    /// <summary>Gets the commands, without those that belong to the connection.</summary>
    internal ConcurrentQueue<string> Commands { get; } = [];

    /// <summary>Gets the e-mails that were taken over, as they were sent.</summary>
    internal ConcurrentQueue<string> Mails { get; } = [];

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _serving;
        _stop.Dispose();
        _listener.Dispose();
    }

    private async Task ServeAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                await TalkAsync(client);
            }
            catch (Exception error) when (error is OperationCanceledException or SocketException or IOException)
            {
                // The server stops, or its client has gone.
            }
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        var stream = client.GetStream();
        using var reader = new StreamReader(stream, Encoding.Latin1);
        if (!await AnswerAsync(stream, "HELLO"))
            return;

        while (await reader.ReadLineAsync(_stop.Token) is { } line)
        {
            var command = line.Split(' ')[0].ToUpperInvariant();
            HasQuit |= command == "QUIT";
            if (command is "MAIL" or "RCPT" or "AUTH")
                Commands.Enqueue(line);
            if (!await AnswerAsync(stream, Refused is { } refused && line == $"RCPT TO:<{refused}>" ? "REFUSED" : command))
                return;

            if (command != "DATA" || !_answers["DATA"].StartsWith("354", StringComparison.Ordinal))
                continue;

            var mail = new StringBuilder();
            while (await reader.ReadLineAsync(_stop.Token) is { } part && part != ".")
                mail.Append(part.StartsWith('.') ? part[1..] : part).Append("\r\n");

            Mails.Enqueue(mail.ToString());
            if (!await AnswerAsync(stream, "BODY"))
                return;
        }
    }

    private async Task<bool> AnswerAsync(NetworkStream stream, string command)
    {
        var answer = _answers.GetValueOrDefault(command, "502 no");
        if (answer is Hangup)
            return false;
        if (answer is not Silence)
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"{answer}\r\n"), _stop.Token);

        return true;
    }
}
