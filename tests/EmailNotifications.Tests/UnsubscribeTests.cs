using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;

namespace EmailNotifications.Tests;

public sealed partial class UnsubscribeTests : IAsyncLifetime
{
    private RunningApp _app = null!;
    private string _token = "";

    public async ValueTask InitializeAsync()
    {
        _app = await RunningApp.StartAsync();
        _token = _app.Tokens.Create(Missed.Bob, Missed.House, _app.Time.GetUtcNow());
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task Get_shows_a_form_and_changes_nothing()
    {
        var before = await _app.Conversations.FindAsync(Missed.House);

        using var response = await _app.Http.GetAsync(Url(_token));

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        var page = await response.Content.ReadAsStringAsync();
        Token().Match(page).Groups[1].Value.Should().Be(_token);
        page.Should().Contain("<form method=\"post\" action=\"unsubscribe\">").And.NotContain("house").And.NotContain("<script");
        (await _app.NotifyOfBobAsync()).Should().Be(NotifySetting.All);
        (await _app.Conversations.FindAsync(Missed.House))!.Version.Should().Be(before!.Version);
    }

    [Fact]
    public async Task Form_turns_notifications_of_this_user_off()
    {
        using var form = Form(("token", _token));
        using var response = await _app.Http.PostAsync(Url(), form);

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        (await response.Content.ReadAsStringAsync()).Should().Contain("You get no e-mails");
        (await _app.NotifyOfBobAsync()).Should().Be(NotifySetting.None);
        (await _app.Conversations.FindParticipantAsync(Missed.House, Missed.Alice))!.Notify.Should().Be(NotifySetting.All);
    }

    [Fact]
    public async Task Form_can_be_sent_again()
    {
        for (var i = 0; i < 2; i++)
        {
            using var form = Form(("token", _token));
            using var response = await _app.Http.PostAsync(Url(), form);
            response.StatusCode.Should().Be(HttpStatusCode.OK);
        }

        (await _app.NotifyOfBobAsync()).Should().Be(NotifySetting.None);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task One_click_of_a_mail_program_turns_notifications_off(bool isMultipart)
    {
        using var part = new StringContent("One-Click");
        using HttpContent body = isMultipart
            ? new MultipartFormDataContent { { part, "List-Unsubscribe" } }
            : Form(("List-Unsubscribe", "One-Click"));
        using var response = await _app.Http.PostAsync(Url(_token), body);

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        (await _app.NotifyOfBobAsync()).Should().Be(NotifySetting.None);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("List-Unsubscribe", "Two-Clicks")]
    [InlineData("token", "AAAA")]
    [InlineData("token", "")]
    public async Task Post_without_a_token_of_the_form_and_without_one_click_changes_nothing(string? name, string? value)
    {
        using var body = name is null ? Form() : Form((name, value!));
        using var response = await _app.Http.PostAsync(Url(_token), body);

        response.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await _app.NotifyOfBobAsync()).Should().Be(NotifySetting.All);
    }

    [Fact]
    public async Task Body_that_is_no_form_changes_nothing()
    {
        using var json = JsonContent.Create(new { token = _token });
        using var broken = new StringContent("x", new System.Net.Http.Headers.MediaTypeHeaderValue("multipart/form-data"));
        foreach (var body in (HttpContent[])[json, broken])
        {
            using var response = await _app.Http.PostAsync(Url(_token), body);
            response.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        }

        (await _app.NotifyOfBobAsync()).Should().Be(NotifySetting.All);
    }

    [Fact]
    public async Task Body_that_is_too_long_is_refused()
    {
        using var form = Form(("token", _token), ("more", new string('x', 100_000)));
        using var response = await _app.Http.PostAsync(Url(), form);

        response.StatusCode.Should().Be(HttpStatusCode.RequestEntityTooLarge);
        (await _app.NotifyOfBobAsync()).Should().Be(NotifySetting.All);
    }

    [Fact]
    public async Task Token_that_was_changed_is_refused()
    {
        var changed = (_token[0] == 'A' ? "B" : "A") + _token[1..];
        using var form = Form(("token", changed));

        await ExpectAsync(HttpStatusCode.BadRequest, changed, form);
        (await _app.NotifyOfBobAsync()).Should().Be(NotifySetting.All);
    }

    [Fact]
    public async Task Token_that_has_expired_is_refused()
    {
        var expired = _app.Tokens.Create(Missed.Bob, Missed.House, _app.Time.GetUtcNow() - TimeSpan.FromDays(365));
        using var form = Form(("token", expired));

        await ExpectAsync(HttpStatusCode.Gone, expired, form);
        (await _app.NotifyOfBobAsync()).Should().Be(NotifySetting.All);
    }

    [Fact]
    public async Task User_who_has_left_is_told_so_and_not_added_again()
    {
        await _app.Conversations.RemoveParticipantAsync(Missed.House, Missed.Bob);
        using var form = Form(("token", _token));

        using var response = await _app.Http.PostAsync(Url(), form);

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        (await response.Content.ReadAsStringAsync()).Should().Contain("do not take part");
        (await _app.NotifyOfBobAsync()).Should().BeNull();
    }

    [Fact]
    public async Task User_of_a_deleted_conversation_is_told_so()
    {
        await _app.Conversations.DeleteAsync(Missed.House);
        using var form = Form(("token", _token));

        using var response = await _app.Http.PostAsync(Url(), form);

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        (await response.Content.ReadAsStringAsync()).Should().Contain("do not take part");
    }

    [Fact]
    public async Task Every_page_is_kept_from_caches_other_sites_scripts_and_frames()
    {
        using var form = Form(("token", _token));
        using var invalid = await _app.Http.GetAsync(Url("AAAA"));
        using var shown = await _app.Http.GetAsync(Url(_token));
        using var done = await _app.Http.PostAsync(Url(), form);

        foreach (var response in (HttpResponseMessage[])[invalid, shown, done])
        {
            response.Headers.GetValues("Referrer-Policy").Should().Equal("no-referrer");
            response.Headers.CacheControl!.NoStore.Should().BeTrue();
            response.Headers.GetValues("Content-Security-Policy").Single().Should().Contain("default-src 'none'").And.Contain("frame-ancestors 'none'").And.NotContain("script");
            response.Headers.GetValues("X-Content-Type-Options").Should().Equal("nosniff");
            response.Content.Headers.ContentType!.ToString().Should().Be("text/html; charset=utf-8");
        }
    }

    private async Task ExpectAsync(HttpStatusCode status, string token, HttpContent form)
    {
        using var shown = await _app.Http.GetAsync(Url(token));
        using var sent = await _app.Http.PostAsync(Url(), form);

        (shown.StatusCode, sent.StatusCode).Should().Be((status, status));
        (await shown.Content.ReadAsStringAsync()).Should().NotContain("<form").And.NotContain(token);
    }

    private static Uri Url(string? token = null) => new(token is null ? "/unsubscribe" : $"/unsubscribe?token={token}", UriKind.Relative);

    private static FormUrlEncodedContent Form(params (string Name, string Value)[] fields) =>
        new(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));

    [GeneratedRegex("<input type=\"hidden\" name=\"token\" value=\"([^\"]*)\">")]
    private static partial Regex Token();
}
