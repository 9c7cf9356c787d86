using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Conversations.Benchmarks;

/// <summary>The EF Core model of those tables and columns of the library in PostgreSQL that a send needs.</summary>
internal sealed class ChatContext(DbContextOptions<ChatContext> options) : DbContext(options)
{
    internal DbSet<ChatConversation> Conversations => Set<ChatConversation>();

    internal DbSet<ChatParticipant> Participants => Set<ChatParticipant>();

    internal DbSet<ChatMessage> Messages => Set<ChatMessage>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<ChatConversation>().ToTable("conversations").HasKey(row => row.ConversationId);
        modelBuilder.Entity<ChatParticipant>().ToTable("participants").HasKey(row => new { row.ConversationId, row.UserId });
        modelBuilder.Entity<ChatMessage>().ToTable("messages").HasKey(row => new { row.ConversationId, row.Sequence });
        foreach (var property in modelBuilder.Model.GetEntityTypes().SelectMany(entity => entity.GetProperties()))
        {
            property.ValueGenerated = ValueGenerated.Never;
            property.SetColumnName(JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name));
        }
    }
}

internal sealed class ChatConversation
{
    public string ConversationId { get; set; } = "";

    public long MessageCount { get; set; }

    public long? LastMessage { get; set; }

    public long LastSequence { get; set; }

    public DateTime? LastActivityAt { get; set; }

    public long Version { get; set; }
}

internal sealed class ChatParticipant
{
    public string ConversationId { get; set; } = "";

    public string UserId { get; set; } = "";

    public long ReadUpTo { get; set; }

    public bool IsMarkedUnread { get; set; }

    public DateTime? EndedAt { get; set; }
}

internal sealed class ChatMessage
{
    public string ConversationId { get; set; } = "";

    public long Sequence { get; set; }

    public string MessageId { get; set; } = "";

    public string? SenderId { get; set; }

    public string? Text { get; set; }

    public string? Custom { get; set; }

    public DateTime CreatedAt { get; set; }

    public int Revision { get; set; }

    public string? ReplyTo { get; set; }

    public short Origin { get; set; }

    public byte[]? Hash { get; set; }

    public int EmojiCount { get; set; }

    public long Version { get; set; }

    public string? Actor { get; set; }
}
