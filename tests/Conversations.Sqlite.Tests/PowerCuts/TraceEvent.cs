namespace Conversations.Sqlite.Tests.PowerCuts;

/// <summary>One thing that a traced process did to its files, or one line that it wrote to its output.</summary>
internal abstract record TraceEvent
{
    private TraceEvent()
    {
    }

    internal sealed record Made(string Path) : TraceEvent;

    internal sealed record Written(string Path, long Offset, ReadOnlyMemory<byte> Bytes) : TraceEvent;

    internal sealed record Shortened(string Path, long Length) : TraceEvent;

    internal sealed record Removed(string Path) : TraceEvent;

    /// <summary>A file was flushed to the disk.</summary>
    /// <param name="Path">The file.</param>
    /// <param name="BegunAt">The number of events before the flush began. These are on the disk now.</param>
    internal sealed record Synced(string Path, int BegunAt) : TraceEvent;

    internal sealed record Said(string Line) : TraceEvent;
}
