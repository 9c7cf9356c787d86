namespace Conversations;

/// <summary>Where the files of an open connection are.</summary>
internal enum SqlitePlace
{
    /// <summary>At the names under which they were opened.</summary>
    Same,

    /// <summary>The file was deleted, renamed or replaced.</summary>
    FileMoved,

    /// <summary>The file is there, but the write-ahead log or its index was deleted or renamed.</summary>
    LogMoved,

    /// <summary>The file is there, but the write-ahead log is another file: it was replaced, or another process made it anew.</summary>
    LogReplaced,

    /// <summary>The file and the write-ahead log are there, but the log's index is another file.</summary>
    IndexReplaced,

    /// <summary>The files are there, but a link by which a store was opened leads to another file.</summary>
    LinkMoved,
}
