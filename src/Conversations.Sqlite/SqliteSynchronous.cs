namespace Conversations;

/// <summary>What a commit waits for before the call returns (<c>PRAGMA synchronous</c> of SQLite, in WAL mode).</summary>
public enum SqliteSynchronous
{
    /// <summary>The default. Each commit is on the disk before the call returns. A power cut loses nothing that was answered.</summary>
    Full,

    /// <summary>
    /// Commits reach the disk at checkpoints. A power cut may lose the last commits, even answered ones, but does not damage the
    /// database. A killed process loses nothing.
    /// </summary>
    Normal,

    /// <summary>Nothing waits for the disk. A power cut may damage the database. Use it only for data that can be created again.</summary>
    Off,
}
