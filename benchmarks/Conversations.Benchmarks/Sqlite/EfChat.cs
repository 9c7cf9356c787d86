using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Conversations.Benchmarks;

/// <summary>The EF Core model of those tables and columns of the library in SQLite that a send needs.</summary>
internal sealed class EfChat(DbContextOptions<EfChat> options) : DbContext(options)
{
    internal DbSet<EfConversation> Conversations => Set<EfConversation>();

    internal DbSet<EfParticipant> Participants => Set<EfParticipant>();

    internal DbSet<EfMessage> Messages => Set<EfMessage>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<EfConversation>().ToTable("conversations").HasKey(row => row.Number);
        modelBuilder.Entity<EfParticipant>().ToTable("participants").HasKey(row => new { row.Conversation, row.UserId });
        modelBuilder.Entity<EfMessage>().ToTable("messages").HasKey(row => new { row.Conversation, row.Sequence });
        foreach (var property in modelBuilder.Model.GetEntityTypes().SelectMany(entity => entity.GetProperties()))
        {
            property.ValueGenerated = ValueGenerated.Never;
            property.SetColumnName(JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name));
        }
    }
}
