using EmailNotifications.Configuration;
using Microsoft.Extensions.Options;

namespace EmailNotifications.Tests;

public sealed class OptionsTests : IDisposable
{
    private const string OwnSecret = "--Unsubscribe:Secret=0123456789abcdef0123456789abcdef";
    private const string Https = "--Email:PublicUrl=https://app.example.com";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    [Fact]
    public Task App_with_a_secret_and_a_url_of_its_own_starts_in_production() => StartAsync("Production", OwnSecret, Https);

    [Fact]
    public Task App_starts_in_development_as_it_is() => StartAsync("Development");

    [Theory]
    [InlineData("Unsubscribe:Secret is the one of development", "Production", Https)]
    [InlineData("Unsubscribe:Secret is the one of development", "Staging", Https)]
    [InlineData("at least 32 characters", "Development", "--Unsubscribe:Secret=0123456789abcdef0123456789abcde")]
    [InlineData("at least 32 characters", "Development", "--Unsubscribe:Secret=")]
    [InlineData("ValidFor", "Development", "--Unsubscribe:ValidFor=00:00:00")]
    [InlineData("ValidFor", "Development", "--Unsubscribe:ValidFor=10000.00:00:00")]
    [InlineData("PublicUrl", "Production", OwnSecret)]
    [InlineData("PublicUrl", "Development", "--Email:PublicUrl=/mail")]
    [InlineData("PublicUrl", "Development", "--Email:PublicUrl=ftp://example.com")]
    [InlineData("PublicUrl", "Development", "--Email:PublicUrl=https://example.com?a=b")]
    [InlineData("PublicUrl", "Development", "--Email:PublicUrl=https://example.com/#a")]
    [InlineData("Email:From", "Development", "--Email:From=a@example.com, b@example.com")]
    [InlineData("Email:From", "Development", "--Email:From=")]
    [InlineData("ReplyTo", "Development", "--Email:ReplyTo=nobody")]
    [InlineData("Email:Folder", "Development", "--Email:Folder=")]
    [InlineData("Port", "Development", "--Email:Smtp:Port=0")]
    [InlineData("Port", "Development", "--Email:Smtp:Port=65536")]
    public async Task App_with_wrong_options_does_not_start(string problem, string environment, params string[] args)
    {
        var error = (await FluentActions.Awaiting(() => StartAsync(environment, args)).Should().ThrowAsync<OptionsValidationException>()).Which;

        error.Message.Should().Contain(problem).And.NotContain(UnsubscribeOptions.DevelopmentSecret).And.NotContain("0123456789");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task StartAsync(string environment, params string[] args)
    {
        await using var app = EmailApp.Create(
        [
            $"--environment={environment}",
            "--urls=http://127.0.0.1:0",
            $"--ConnectionStrings:Conversations=Data Source={Path.Combine(_folder.FullName, "chat.db")}",
            "--Logging:LogLevel:Default=None",
            .. args,
        ]);
        await app.StartAsync();
        await app.StopAsync();
    }
}
