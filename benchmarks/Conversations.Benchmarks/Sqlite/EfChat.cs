using Microsoft.EntityFrameworkCore;

namespace Conversations.Benchmarks;

/// <summary>The library's tables, as far as a send needs them.</summary>
internal sealed class EfChat(DbContextOptions<EfChat> options) : DbContext(options)
{
    internal DbSet<EfConversation> Conversations => Set<EfConversation>();

    internal DbSet<EfParticipant> Participants => Set<EfParticipant>();

    internal DbSet<EfMessage> Messages => Set<EfMessage>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<EfConversation>(table =>
        {
            table.ToTable("conversations").HasKey(row => row.Number);
            table.Property(row => row.Number).HasColumnName("number");
            table.Property(row => row.Id).HasColumnName("id");
            table.Property(row => row.MessageCount).HasColumnName("message_count");
            table.Property(row => row.LastMessage).HasColumnName("last_message");
            table.Property(row => row.LastSequence).HasColumnName("last_sequence");
            table.Property(row => row.LastActivityAt).HasColumnName("last_activity_at");
            table.Property(row => row.Version).HasColumnName("version");
        });
        modelBuilder.Entity<EfParticipant>(table =>
        {
            table.ToTable("participants").HasKey(row => new { row.Conversation, row.UserId });
            table.Property(row => row.Conversation).HasColumnName("conversation");
            table.Property(row => row.UserId).HasColumnName("user_id");
            table.Property(row => row.ReadUpTo).HasColumnName("read_up_to");
            table.Property(row => row.IsMarkedUnread).HasColumnName("is_marked_unread");
            table.Property(row => row.EndedAt).HasColumnName("ended_at");
        });
        modelBuilder.Entity<EfMessage>(table =>
        {
            table.ToTable("messages").HasKey(row => new { row.Conversation, row.Sequence });
            table.Property(row => row.Conversation).HasColumnName("conversation").ValueGeneratedNever();
            table.Property(row => row.Sequence).HasColumnName("sequence").ValueGeneratedNever();
            table.Property(row => row.Id).HasColumnName("id");
            table.Property(row => row.SenderId).HasColumnName("sender_id");
            table.Property(row => row.Text).HasColumnName("text");
            table.Property(row => row.Custom).HasColumnName("custom");
            table.Property(row => row.CreatedAt).HasColumnName("created_at");
            table.Property(row => row.Revision).HasColumnName("revision");
            table.Property(row => row.ReplyTo).HasColumnName("reply_to");
            table.Property(row => row.Origin).HasColumnName("origin");
            table.Property(row => row.Hash).HasColumnName("hash");
            table.Property(row => row.EmojiCount).HasColumnName("emoji_count");
            table.Property(row => row.Version).HasColumnName("version");
        });
    }
}
