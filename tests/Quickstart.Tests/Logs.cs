using System.Text;
using Microsoft.Extensions.DependencyInjection;

namespace Quickstart.Tests;

/// <summary>Creates logs, and the conversations to import them into.</summary>
internal static class Logs
{
    internal static readonly ConversationId Ubuntu = new("#ubuntu");

    internal static LogFile File(string text, string name = "2004-11-15_03.log")
    {
        var bytes = Encoding.GetEncoding("utf-8").GetBytes(text);
        return new(name, LogFile.DayOf(name)!.Value, bytes.Length, () => new MemoryStream(bytes));
    }

    internal static IConversations NewConversations(int maxParticipants = 5_000) =>
        Services(maxParticipants).Services.BuildServiceProvider().GetRequiredService<IConversations>();

    /// <summary>Opens conversations in a SQLite file. Disposing the provider closes the file.</summary>
    internal static ServiceProvider OpenFile(string path) => Services(5_000).UseSqlite($"Data Source={path}").Services.BuildServiceProvider();

    internal static Task<ImportReport> ImportAsync(this IConversations conversations, params LogFile[] files) =>
        new LogImporter(conversations, "#ubuntu").ImportAsync(files);

    internal static async Task<List<string>> NicksAsync(this IConversations conversations) =>
        await conversations.ListParticipantsAsync(Ubuntu)
            .Select(participant => participant.UserId.Value)
            .Order(StringComparer.Ordinal)
            .ToListAsync();

    internal static ValueTask<List<Message>> MessagesAsync(this IConversations conversations) =>
        conversations.ListMessagesAsync(Ubuntu, new() { After = 0 }).ToListAsync();

    private static IConversationsBuilder Services(int maxParticipants) => new ServiceCollection()
        .AddConversations(options => options.Limits = options.Limits with { MaxParticipants = maxParticipants });
}
