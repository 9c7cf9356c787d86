namespace Conversations.Storage;

/// <summary>A note of a host for the watches of other hosts.</summary>
/// <param name="hostId">The host.</param>
/// <param name="number">The number of the note.</param>
/// <param name="text">The note.</param>
public sealed class WatchNote(Guid hostId, long number, string text)
{
    /// <summary>Gets the host.</summary>
    public Guid HostId => hostId;

    /// <summary>Gets the number of the note.</summary>
    public long Number => number;

    /// <summary>Gets the note.</summary>
    public string Text => text;
}
