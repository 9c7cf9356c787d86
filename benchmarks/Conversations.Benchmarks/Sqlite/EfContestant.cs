using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Conversations.Benchmarks;

/// <summary>
/// Sends as most teams write it with EF Core, with the main steps of a send of the library. Each send has its own context, as
/// AddDbContext provides it, and a transaction that takes the write lock first. The transaction loads the conversation and the
/// sender, adds the message, and moves the sender's read position. If the file is busy, the send is tried again. It waits in SQLite's
/// own busy handler, because the driver's wait sleeps for 150 ms at a time and would be slower.
/// </summary>
internal sealed class EfContestant(string path) : IContestant
{
    private const int Busy = 5;

    private readonly DbContextOptions<EfChat> _options =
        new DbContextOptionsBuilder<EfChat>().UseSqlite($"Data Source={path}").AddInterceptors(new Opened()).Options;

    public string Name => "EF Core, a context each";

    public ValueTask DisposeAsync()
    {
        SqliteConnection.ClearAllPools();
        return ValueTask.CompletedTask;
    }

    [SuppressMessage("Security", "CA5394", Justification = "The random number only spreads the retries.")]
    public async Task SendAsync(int user, int room)
    {
        for (var pause = 1; ; pause = Math.Min(2 * pause, 64))
        {
            try
            {
                await TrySendAsync($"user-{user}", $"room-{room}");
                return;
            }
            catch (Exception error) when ((error as SqliteException ?? error.InnerException) is SqliteException { SqliteErrorCode: Busy })
            {
                await Task.Delay(Random.Shared.Next(pause) + 1);
            }
        }
    }

    private async Task TrySendAsync(string user, string room)
    {
        await using var context = new EfChat(_options);
        await using var transaction = await context.Database.BeginTransactionAsync();
        var conversation = await context.Conversations.SingleAsync(one => one.Id == room);
        var sender = await context.Participants.SingleAsync(one => one.Conversation == conversation.Number && one.UserId == user && one.EndedAt == null);

        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        conversation.Version++;
        conversation.MessageCount++;
        conversation.LastMessage = ++conversation.LastSequence;
        conversation.LastActivityAt = now;
        sender.ReadUpTo = conversation.LastSequence;
        sender.IsMarkedUnread = false;
        context.Messages.Add(new()
        {
            Conversation = conversation.Number,
            Sequence = conversation.LastSequence,
            Id = MessageId.New().Value,
            SenderId = user,
            Text = IContestant.Text,
            CreatedAt = now,
            Hash = new byte[16],
            Version = conversation.Version,
        });
        await context.SaveChangesAsync();
        await transaction.CommitAsync();
    }

    /// <summary>
    /// Applies the settings of a connection when it opens. The write-ahead log is a setting of the file, so it is not set here.
    /// </summary>
    private sealed class Opened : DbConnectionInterceptor
    {
        private const string Settings = "PRAGMA busy_timeout = 5000; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000";

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => ((SqliteConnection)connection).Run(Settings);

        public override Task ConnectionOpenedAsync(
            DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            ((SqliteConnection)connection).Run(Settings);
            return Task.CompletedTask;
        }
    }
}
