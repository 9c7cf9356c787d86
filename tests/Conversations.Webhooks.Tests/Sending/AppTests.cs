using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Webhooks;

public sealed class AppTests
{
    [Fact]
    public async Task Changes_of_the_wanted_types_are_posted_and_verify()
    {
        await using var receiver = new Receiver();
        await using var app = await WebhookApp.StartAsync(receiver.Url, options =>
        {
            options.Types.Add("message.sent");
            options.Types.Add("participant.removed");
        });

        var id = await app.CreateAsync();
        await app.SendAsync(id, "Hello");
        await app.Conversations.RemoveParticipantAsync(id, WebhookApp.Bob);
        await app.Handlers.WaitUntilCaughtUpAsync(TimeSpan.FromMinutes(1));

        receiver.Requests.Should().OnlyContain(request => request.IsSigned);
        receiver.Requests.Select(request => request.Type).Should().Equal("message.sent", "participant.removed");
    }

    [Fact]
    public async Task Webhook_is_parked_after_one_attempt_more_than_there_are_delays()
    {
        await using var receiver = new Receiver();
        receiver.AnswerWith(400);
        await using var app = await WebhookApp.StartAsync(receiver.Url, options => options.Types.Add("message.sent"));

        var id = await app.CreateAsync();
        await app.SendAsync(id, "Hello");
        while ((await app.Handlers.ListFailedAsync(Endpoint.Name)).Count == 0)
            await Task.Delay(10);

        receiver.Requests.Should().HaveCount(3).And.OnlyContain(request => request.Id == receiver.Requests.First().Id);
        (await app.Handlers.ListFailedAsync(Endpoint.Name)).Single().Error.Should().StartWith("System.Net.Http.HttpRequestException 400");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Webhook_that_failed_three_times_lets_the_later_ones_of_its_conversation_go_on_unless_order_is_asked_for(bool ordered)
    {
        await using var receiver = new Receiver();
        receiver.Answer = async (request, stream) => await Receiver.WriteAsync(
            stream, $"HTTP/1.1 {(request.Text.Contains("poison", StringComparison.Ordinal) ? 400 : 200)} Status\r\nContent-Length: 0\r\n\r\n");
        await using var app = await WebhookApp.StartAsync(receiver.Url, options =>
        {
            options.Types.Add("message.sent");
            options.RetryDelays.Add(TimeSpan.FromHours(1));
            options.Ordered = ordered;
        });

        var (id, other) = (await app.CreateAsync(), await app.CreateAsync());
        await app.SendAsync(id, "poison");
        await app.SendAsync(id, "later");
        while (receiver.Requests.Count < (ordered ? 3 : 4))
            await Task.Delay(10);

        await app.SendAsync(other, "other");
        while (receiver.Requests.Count < (ordered ? 4 : 5))
            await Task.Delay(10);

        receiver.Requests.Count(request => request.Text.Contains("later", StringComparison.Ordinal)).Should().Be(ordered ? 0 : 1);
        receiver.Requests.Count(request => request.Text.Contains("poison", StringComparison.Ordinal)).Should().Be(3);
    }

    [Fact]
    public async Task Missed_messages_are_told_of_if_they_were_not_read()
    {
        await using var receiver = new Receiver();
        await using var app = await WebhookApp.StartAsync(receiver.Url, services =>
        {
            services.AddConversations().AddNotifications(options => options.Delay = TimeSpan.FromMilliseconds(300));
            services.Configure<WebhookOptions>(Endpoint.Name, options => options.Types.Add("notification.triggered"));
        });
        var (id, read) = (await app.CreateAsync(), await app.CreateAsync());
        await app.SendAsync(read, "Read");
        await app.Conversations.MarkAsReadAsync(read, WebhookApp.Bob);
        await app.SendAsync(id, "Missed");

        while (receiver.Requests.IsEmpty)
            await Task.Delay(10);

        var request = receiver.Requests.Should().ContainSingle().Subject;
        (request.Type, request.IsSigned).Should().Be(("notification.triggered", true));
        request.Text.Should().Contain("\"recipient\":{\"id\":\"bob\"").And.Contain("Missed").And.NotContain("Read\"");
    }

    [Fact]
    public async Task Endpoint_that_is_gone_is_disabled_and_goes_on_from_where_it_stopped_when_it_is_resumed()
    {
        await using var receiver = new Receiver();
        receiver.AnswerWith(410);
        await using var app = await WebhookApp.StartAsync(receiver.Url, options => options.Types.Add("message.sent"));

        var id = await app.CreateAsync();
        await app.SendAsync(id, "Hello");
        while (!(await app.Handlers.ListAsync()).Single().IsPaused)
            await Task.Delay(10);

        receiver.AnswerWith(200);
        receiver.Requests.Clear();
        await app.SendAsync(id, "Anybody?");
        await app.Handlers.ResumeAsync(Endpoint.Name);
        await app.Handlers.WaitUntilCaughtUpAsync(TimeSpan.FromMinutes(1));

        receiver.Requests.Select(request => request.Text.Contains("Hello", StringComparison.Ordinal)).Should().Equal(true, false);
    }

    [Fact]
    public async Task Webhook_comes_again_with_its_id_if_the_host_ended_between_the_request_and_its_acknowledgement()
    {
        await using var receiver = new Receiver();
        receiver.Answer = static async (_, stream) => await stream.ReadAsync(new byte[1]) > 0;
        await using var app = await WebhookApp.StartAsync(receiver.Url, options => options.Types.Add("message.sent"));

        var id = await app.CreateAsync();
        await app.SendAsync(id, "Hello");
        while (receiver.Requests.IsEmpty)
            await Task.Delay(5);

        await app.StopAsync();
        receiver.AnswerWith(200);
        app.Run();
        await app.Handlers.WaitUntilCaughtUpAsync(TimeSpan.FromMinutes(1));

        receiver.Requests.Should().HaveCount(2).And.OnlyContain(request => request.IsSigned);
        receiver.Requests.Select(request => request.Id).Distinct().Should().ContainSingle();
        receiver.Requests.Select(request => request.Text).Distinct().Should().ContainSingle();
    }

    [Fact]
    public async Task Endpoints_have_their_own_options_and_progress()
    {
        await using var gone = new Receiver();
        await using var receiver = new Receiver();
        gone.AnswerWith(503);
        await using var app = await WebhookApp.StartAsync(
            receiver.Url, services => services.AddConversations().AddWebhook("gone", options => WebhookApp.Configure(options, gone.Url)));

        var id = await app.CreateAsync();
        for (var i = 0; i < 20; i++)
            await app.SendAsync(id, $"Message {i}");

        while (receiver.Requests.Count < 21 || (await app.Handlers.ListAsync()).Single(one => one.Name == "gone").CircuitOpenSince is null)
            await Task.Delay(10);

        (await app.Handlers.ListAsync()).Single(one => one.Name == Endpoint.Name).CircuitOpenSince.Should().BeNull();
        receiver.Requests.Should().OnlyContain(request => request.IsSigned);
    }
}
