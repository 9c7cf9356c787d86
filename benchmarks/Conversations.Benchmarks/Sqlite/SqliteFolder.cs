namespace Conversations.Benchmarks;

/// <summary>A folder of this run's own under the current one, because the temporary one may be kept in memory.</summary>
internal sealed class SqliteFolder : IDisposable
{
    internal SqliteFolder() => Directory.CreateDirectory(Path);

    internal string Path { get; } = System.IO.Path.Combine(Environment.CurrentDirectory, $"sqlite-{Environment.ProcessId}");

    /// <summary>Gets the kind of file system: that of the longest mount point that the folder is under.</summary>
    internal string FileSystem => DriveInfo.GetDrives()
        .Where(drive => Path.StartsWith(drive.Name, StringComparison.Ordinal))
        .MaxBy(drive => drive.Name.Length)?.DriveFormat ?? "an unknown file system";

    /// <summary>Gets the file with many messages, which is made once.</summary>
    internal string? BigFile { get; set; }

    public void Dispose() => Directory.Delete(Path, recursive: true);

    internal string File(string name) => System.IO.Path.Combine(Path, $"{name}-{Guid.NewGuid():N}.db");
}
