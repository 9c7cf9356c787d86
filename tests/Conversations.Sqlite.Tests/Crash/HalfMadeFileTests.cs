using Microsoft.Data.Sqlite;

namespace Conversations.Sqlite.Tests.Crash;

public sealed class HalfMadeFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task File_with_a_journal_that_was_not_rolled_back_opens()
    {
        var path = _folder.File("conversations.db");
        CutOff(path);
        File.Exists(path + "-journal").Should().BeTrue();

        var anomalies = await Aftermath.FindAsync(path, new Histories.History());

        anomalies.Should().BeEmpty();
        File.Exists(path + "-journal").Should().BeFalse();
    }

    /// <summary>
    /// Creates the files that a process leaves behind if it is killed in the first transaction of a file. There is no write-ahead log yet,
    /// so SQLite uses a rollback journal.
    /// </summary>
    private void CutOff(string path)
    {
        var running = _folder.File("running.db");
        using var connection = new SqliteConnection($"Data Source={running};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA cache_size = 1; BEGIN; CREATE TABLE many (bytes); INSERT INTO many VALUES (zeroblob(1000000))";
        command.ExecuteNonQuery();
        File.Copy(running, path);
        File.Copy(running + "-journal", path + "-journal");
    }
}
