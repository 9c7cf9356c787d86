using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Time.Testing;

namespace Conversations.Webhooks;

public sealed class MisbehaviourTests
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(15);

    [Fact]
    public async Task Receiver_that_hangs_is_given_up_at_the_time_limit()
    {
        await using var receiver = new Receiver();
        receiver.Answer = static async (_, stream) => await stream.ReadAsync(new byte[1]) > 0;

        (await FailureAtTheLimitAsync(receiver)).Should().BeOfType<TimeoutException>().Which.Message.Should().Be("The receiver did not answer within 15 s.");
    }

    [Fact]
    public async Task Receiver_that_drips_its_answer_is_given_up_at_the_time_limit_and_cut_off()
    {
        await using var receiver = new Receiver();
        var cut = new TaskCompletionSource();
        receiver.Answer = async (_, stream) =>
        {
            try
            {
                await Receiver.WriteAsync(stream, "HTTP/1.1 200 OK\r\nContent-Length: 60000\r\n\r\n");
                while (true)
                {
                    await Receiver.WriteAsync(stream, "a");
                    await Task.Delay(5);
                }
            }
            catch (IOException)
            {
                cut.SetResult();
                return false;
            }
        };

        (await FailureAtTheLimitAsync(receiver)).Should().BeOfType<TimeoutException>();
        await cut.Task;
    }

    [Fact]
    public async Task Receiver_that_drips_its_headers_is_given_up_at_the_time_limit()
    {
        await using var receiver = new Receiver();
        receiver.Answer = static async (_, stream) =>
        {
            while (true)
            {
                await Receiver.WriteAsync(stream, "H");
                await Task.Delay(5);
            }
        };

        (await FailureAtTheLimitAsync(receiver)).Should().BeOfType<TimeoutException>();
    }

    [Theory]
    [InlineData(200)]
    [InlineData(500)]
    public async Task Receiver_that_sends_a_gigabyte_is_cut_off_after_little_of_it(int status)
    {
        const long all = 1 << 30;
        await using var receiver = new Receiver();
        var sent = new TaskCompletionSource<long>();
        receiver.Answer = async (_, stream) =>
        {
            var (count, chunk) = (0L, new byte[8_192]);
            try
            {
                await Receiver.WriteAsync(stream, $"HTTP/1.1 {status} Status\r\nContent-Length: {all}\r\n\r\n");
                for (; count < all; count += chunk.Length)
                    await stream.WriteAsync(chunk);
            }
            catch (IOException)
            {
            }

            sent.SetResult(count);
            return false;
        };
        await using var endpoint = Endpoint.To(receiver.Url);

        var failure = await Record.ExceptionAsync(() => endpoint.PostAsync());

        (failure is null).Should().Be(status == 200);

        // What the sockets of both sides buffer is some megabytes.
        (await sent.Task).Should().BeLessThan(64 << 20);
    }

    [Fact]
    public async Task Headers_that_do_not_end_are_a_failure()
    {
        await using var receiver = new Receiver();
        receiver.Answer = static async (_, stream) =>
        {
            await Receiver.WriteAsync(stream, "HTTP/1.1 200 OK\r\n");
            while (true)
                await Receiver.WriteAsync(stream, $"X-More: {new string('a', 1_000)}\r\n");
        };
        await using var endpoint = Endpoint.To(receiver.Url);

        (await Record.ExceptionAsync(() => endpoint.PostAsync())).Should().BeOfType<HttpRequestException>();
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Le")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabc")]
    [InlineData("SSH-2.0-OpenSSH_9.6\r\n")]
    public async Task Receiver_that_closes_early_or_speaks_something_else_is_a_failure(string answer)
    {
        await using var receiver = new Receiver();
        receiver.Answer = async (_, stream) => await Receiver.WriteAsync(stream, answer) && false;
        await using var endpoint = Endpoint.To(receiver.Url);

        var failure = await Record.ExceptionAsync(() => endpoint.PostAsync());

        failure.Should().BeOfType<HttpRequestException>().Which.StatusCode.Should().BeNull();
        receiver.Requests.Should().ContainSingle();
    }

    [Fact]
    public async Task Redirect_is_not_followed()
    {
        await using var other = new Receiver();
        await using var receiver = new Receiver();
        receiver.AnswerWith(302, $"Location: {other.Url}");
        await using var endpoint = Endpoint.To(receiver.Url);

        (await Record.ExceptionAsync(() => endpoint.PostAsync())).Should().BeOfType<HttpRequestException>().Which.StatusCode.Should().Be(HttpStatusCode.Found);
        other.Connections.Should().Be(0);
    }

    [Fact]
    public async Task Receiver_that_does_not_listen_opens_the_circuit()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        taken.Stop();
        await using var endpoint = Endpoint.To(new($"http://127.0.0.1:{port}/"));

        (await Record.ExceptionAsync(() => endpoint.PostAsync())).Should().BeOfType<DestinationDownException>()
            .Which.Message.Should().Be("The receiver cannot be reached: ConnectionError, ConnectionRefused.");
    }

    [Fact]
    public async Task Connection_that_does_not_open_in_time_opens_the_circuit()
    {
        // The clock of the time limit stands still, so only the limit of the connection is reached.
        var clock = new FakeTimeProvider(Example.Time);
        await using var endpoint = Endpoint.To(
            new("http://receiver.example/"), options => options.Timeout = TimeSpan.FromMilliseconds(150), new SilentResolver(), clock);

        (await Record.ExceptionAsync(() => endpoint.PostAsync())).Should().BeOfType<DestinationDownException>()
            .Which.Message.Should().Be("The receiver cannot be reached: the connection was not open in time.");
    }

    [Fact]
    public async Task Certificate_that_is_not_trusted_opens_the_circuit_and_nothing_is_sent()
    {
        using var authority = new Authority();
        await using var receiver = new Receiver(authority.Issue("localhost"));
        await using var endpoint = Endpoint.To(receiver.Url);

        (await Record.ExceptionAsync(() => endpoint.PostAsync())).Should().BeOfType<DestinationDownException>()
            .Which.Message.Should().Be("The receiver cannot be reached: SecureConnectionError.");
        receiver.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task Cookies_of_a_receiver_are_not_sent_back_and_its_connection_is_used_again()
    {
        await using var receiver = new Receiver();
        receiver.AnswerWith(200, "Set-Cookie: a=b");
        await using var endpoint = Endpoint.To(receiver.Url);

        for (var i = 0; i < 3; i++)
            await endpoint.PostAsync();

        receiver.Connections.Should().Be(1);
        receiver.Requests.Should().HaveCount(3).And.OnlyContain(request => !request.Headers.ContainsKey("Cookie"));
    }

    [Fact]
    public async Task Request_is_cancelled_with_its_token()
    {
        await using var receiver = new Receiver();
        using var cancel = new CancellationTokenSource();
        receiver.Answer = async (_, stream) =>
        {
            await cancel.CancelAsync();
            return await stream.ReadAsync(new byte[1]) > 0;
        };
        await using var endpoint = Endpoint.To(receiver.Url);

        await FluentActions.Awaiting(() => endpoint.PostAsync(cancellationToken: cancel.Token)).Should().ThrowAsync<TimeoutException>();
    }

    private static async Task<Exception?> FailureAtTheLimitAsync(Receiver receiver)
    {
        var clock = new FakeTimeProvider(Example.Time);
        await using var endpoint = Endpoint.To(receiver.Url, time: clock);
        var posting = Record.ExceptionAsync(() => endpoint.PostAsync());
        while (receiver.Requests.IsEmpty)
            await Task.Delay(5);

        clock.Advance(_limit - TimeSpan.FromTicks(1));
        posting.IsCompleted.Should().BeFalse();
        clock.Advance(TimeSpan.FromTicks(1));
        return await posting;
    }

    private sealed class SilentResolver : HostResolver
    {
        internal override async Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return [];
        }
    }
}
