using System.Net;
using Microsoft.Extensions.Time.Testing;

namespace Conversations.Webhooks;

public sealed class AnswerTests
{
    private static readonly FakeTimeProvider _clock = new(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000));

    [Theory]
    [InlineData(200)]
    [InlineData(201)]
    [InlineData(202)]
    [InlineData(204)]
    [InlineData(299)]
    public async Task Webhook_is_handled_if_the_status_is_2xx(int status) => (await FailureOfAsync(status)).Should().BeNull();

    [Theory]
    [InlineData(300)]
    [InlineData(301)]
    [InlineData(304)]
    [InlineData(307)]
    [InlineData(308)]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(404)]
    [InlineData(413)]
    [InlineData(500)]
    [InlineData(501)]
    [InlineData(599)]
    public async Task Other_status_is_a_failure_that_names_it(int status)
    {
        var failure = await FailureOfAsync(status);

        failure.Should().BeOfType<HttpRequestException>().Which.StatusCode.Should().Be((HttpStatusCode)status);
        failure!.Message.Should().Be($"The receiver answered with status {status}.");
    }

    [Fact]
    public async Task Receiver_that_is_gone_pauses_the_handler() => (await FailureOfAsync(410)).Should().BeOfType<PauseHandlerException>();

    [Theory]
    [InlineData(429)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task Receiver_that_cannot_take_webhooks_opens_the_circuit(int status) =>
        (await FailureOfAsync(status)).Should().BeOfType<DestinationDownException>().Which.RetryAfter.Should().BeNull();

    [Theory]
    [InlineData("120", 120)]
    [InlineData("0", 0)]
    [InlineData("2147483647", 86_400)]
    [InlineData("Tue, 14 Nov 2023 22:15:20 GMT", 120)]
    [InlineData("Tue, 14 Nov 2023 22:13:00 GMT", 0)]
    [InlineData("Fri, 31 Dec 9999 23:59:59 GMT", 86_400)]
    public async Task Retry_After_is_passed_on_up_to_24_hours(string value, int seconds) =>
        (await FailureOfAsync(503, $"Retry-After: {value}")).Should().BeOfType<DestinationDownException>()
            .Which.RetryAfter.Should().Be(TimeSpan.FromSeconds(seconds));

    [Theory]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("soon")]
    [InlineData("1.5")]
    [InlineData("99999999999999999999")]
    [InlineData("1, 2")]
    [InlineData("Tue, 99 Nov 2023 22:15:20 GMT")]
    public async Task Retry_After_that_is_not_valid_is_ignored(string value) =>
        (await FailureOfAsync(429, $"Retry-After: {value}")).Should().BeOfType<DestinationDownException>().Which.RetryAfter.Should().BeNull();

    private static async Task<Exception?> FailureOfAsync(int status, string? header = null)
    {
        await using var receiver = new Receiver();
        receiver.AnswerWith(status, header);
        await using var endpoint = Endpoint.To(receiver.Url, time: _clock);
        var failure = await Record.ExceptionAsync(() => endpoint.PostAsync());
        receiver.Requests.Should().ContainSingle();
        return failure;
    }
}
