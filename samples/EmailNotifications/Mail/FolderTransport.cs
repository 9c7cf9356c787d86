using MimeKit;

namespace EmailNotifications.Mail;

/// <summary>Writes e-mails to a folder. A file is there as a whole or not at all, and the same notification has the same file.</summary>
internal sealed partial class FolderTransport(string folder, ILogger<FolderTransport> logger) : IMailTransport
{
    private readonly string _folder = Path.GetFullPath(folder);

    public async Task SendAsync(MimeMessage mail, string deliveryId, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(_folder);
        var path = Path.Combine(_folder, $"{deliveryId}.eml");
        var unfinished = Path.Combine(_folder, $"{deliveryId}.{Guid.NewGuid():N}.tmp");
        try
        {
            await mail.WriteToAsync(unfinished, cancellationToken);
            File.Move(unfinished, path, overwrite: true);
        }
        finally
        {
            File.Delete(unfinished);
        }

        LogWritten(path);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Wrote {Path}")]
    private partial void LogWritten(string path);
}
