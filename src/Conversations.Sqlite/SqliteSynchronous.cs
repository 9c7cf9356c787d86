namespace Conversations;

/// <summary>What a commit waits for (SQLite's <c>PRAGMA synchronous</c>, in WAL mode).</summary>
public enum SqliteSynchronous
{
    /// <summary>Each commit is on the disk before its caller has an answer: a power cut loses nothing that was answered. The default.</summary>
    Full,

    /// <summary>
    /// Commits reach the disk at checkpoints: a power cut may lose the last ones, also such as were answered, but leaves a sound
    /// database. A killed process loses nothing.
    /// </summary>
    Normal,

    /// <summary>Nothing waits for the disk: a power cut may leave a database that is damaged. For data that can be made again.</summary>
    Off,
}
