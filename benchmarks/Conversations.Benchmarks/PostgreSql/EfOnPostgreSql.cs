using Microsoft.EntityFrameworkCore;

namespace Conversations.Benchmarks;

/// <summary>
/// Sends as most teams write it with EF Core, with the main steps of a send of the library. Each send has its own context,
/// as AddDbContext provides it, and a transaction. The transaction loads and locks the conversation, so that no work is
/// thrown away, loads the sender, adds the message, and moves the sender's read position.
/// </summary>
internal sealed class EfOnPostgreSql(string connectionString, string schema) : IContestant
{
    private readonly DbContextOptions<ChatContext> _options =
        new DbContextOptionsBuilder<ChatContext>().UseNpgsql($"{connectionString};Search Path={schema}").Options;

    public string Name => "EF Core, a context each";

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public async Task SendAsync(int user, int room)
    {
        var (sender, id) = ($"user-{user}", $"room-{room}");
        await using var context = new ChatContext(_options);
        await using var transaction = await context.Database.BeginTransactionAsync();
        var conversation = await context.Conversations.FromSql($"SELECT * FROM conversations WHERE conversation_id = {id} FOR NO KEY UPDATE").SingleAsync();
        var participant = await context.Participants.SingleAsync(one => one.ConversationId == id && one.UserId == sender && one.EndedAt == null);

        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        conversation.Version++;
        conversation.MessageCount++;
        conversation.LastMessage = ++conversation.LastSequence;
        conversation.LastActivityAt = now;
        participant.ReadUpTo = conversation.LastSequence;
        participant.IsMarkedUnread = false;
        context.Messages.Add(new()
        {
            ConversationId = id,
            Sequence = conversation.LastSequence,
            MessageId = MessageId.New().Value,
            SenderId = sender,
            Text = IContestant.Text,
            CreatedAt = now,
            Hash = new byte[16],
            Version = conversation.Version,
            Actor = "",
        });
        await context.SaveChangesAsync();
        await transaction.CommitAsync();
    }
}
