namespace Conversations.Benchmarks;

/// <summary>The folder of this run's files. It is under the current folder, because the temporary folder may be in memory.</summary>
internal sealed class SqliteFolder : IDisposable
{
    internal SqliteFolder() => Directory.CreateDirectory(Path);

    internal string Path { get; } = System.IO.Path.Combine(Environment.CurrentDirectory, $"sqlite-{Environment.ProcessId}");

    /// <summary>Gets or sets the path of the file with many messages, or null if the file has not been made yet.</summary>
    internal string? BigFile { get; set; }

    public void Dispose() => Directory.Delete(Path, recursive: true);

    internal string File(string name) => System.IO.Path.Combine(Path, $"{name}-{Guid.NewGuid():N}.db");
}
