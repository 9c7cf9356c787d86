using EmailNotifications.Mail;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using MimeKit;

namespace EmailNotifications.Tests;

public sealed class FolderTransportTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();
    private readonly RecordingLogger<EmailHandler> _log = new();

    private EmailHandler Handler => new(Missed.Writer(), new FolderTransport(Path.Combine(_folder.FullName, "mail"), NullLogger<FolderTransport>.Instance), _log);

    [Fact]
    public async Task Second_attempt_writes_the_same_file_with_the_same_message_id()
    {
        await Handler.HandleAsync(Missed.Of(text: "First"), default);
        await Handler.HandleAsync(Missed.Of(text: "Edited") with { Attempt = 2 }, default);

        using var mail = await MimeMessage.LoadAsync(Files().Should().ContainSingle().Subject);
        Path.GetFileName(Files()[0]).Should().Be($"{Missed.DeliveryId}.eml");
        mail.MessageId.Should().Be($"{Missed.DeliveryId}@example.com");
        mail.TextBody.Should().Contain("Edited").And.NotContain("First");
    }

    [Fact]
    public async Task Write_that_is_cancelled_leaves_nothing()
    {
        await FluentActions.Awaiting(() => Handler.HandleAsync(Missed.Of(), new(canceled: true))).Should().ThrowAsync<OperationCanceledException>();

        Files().Should().BeEmpty();
    }

    [Fact]
    public async Task Recipient_without_a_valid_address_is_skipped_and_logged_without_the_address()
    {
        await Handler.HandleAsync(Missed.Of(emails: ["bob@example.com, mallory@example.com"]), default);

        Directory.Exists(Path.Combine(_folder.FullName, "mail")).Should().BeFalse();
        var (level, text) = _log.Lines.Should().ContainSingle().Subject;
        level.Should().Be(LogLevel.Debug);
        text.Should().Contain(Missed.DeliveryId).And.NotContain("@").And.NotContain("bob");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string[] Files() => Directory.GetFiles(_folder.FullName, "*", SearchOption.AllDirectories);
}
