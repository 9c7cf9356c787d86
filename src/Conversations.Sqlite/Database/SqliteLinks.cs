namespace Conversations;

/// <summary>The links by which the stores of this process were opened, if they were opened by another name than the file's own.</summary>
internal sealed class SqliteLinks
{
    private volatile byte[][] _paths = [];

    /// <summary>Adds a name of the file. The caller makes sure that nobody else adds one at the same time.</summary>
    internal void Add(string path)
    {
        var utf8 = SqliteNative.Utf8(path);
        if (!_paths.Any(one => one.AsSpan().SequenceEqual(utf8)))
            _paths = [.. _paths, utf8];
    }

    /// <summary>Returns whether a link leads to another file. A link that leads nowhere may be about to be replaced, so it is not one.</summary>
    internal bool LeadElsewhere(FileIdentity file)
    {
        foreach (var path in _paths)
        {
            if (SqliteNative.Identify(path) is { } other && other != file)
                return true;
        }

        return false;
    }
}
