namespace Conversations.Storage.InMemory;

/// <content>The mark for delivery, and what is delivered.</content>
internal sealed partial class ConversationState
{
    /// <summary>Gets the version after which changes may be undelivered, or null if every handler has handled all changes.</summary>
    internal long? Mark { get; private set; }

    internal long Version => _head.Counters.Version;

    internal bool Exists => _head.Settings is not null;

    internal void Settle() => Mark = null;

    internal DeliveryContent ReadContent(DeliveryRange range)
    {
        var changes = _log.After(id, range.After, range.Limit, range.Kinds);
        var messages = new Dictionary<MessageId, Message>();
        foreach (var change in changes.Changes.OfType<MessageChange>().Where(_ => range.ReadsMessages && Exists))
        {
            if (!messages.ContainsKey(change.MessageId) && ReadMessage(change.MessageId, viewer: null) is { } message)
                messages.Add(change.MessageId, message);
        }

        var upTo = changes.Changes.Count < range.Limit ? Version : changes.Changes[^1].Version;
        return new(_log.Preceding, upTo, changes, Exists ? Read(null).Conversation : null, messages);
    }

    /// <summary>Returns the version before the first change of the log at or after a time.</summary>
    internal long VersionBefore(DateTimeOffset? from) => _log.VersionBefore(from ?? DateTimeOffset.MinValue);

    internal DateTimeOffset? TimeAfter(long version) => ReadChanges(version, 1).Changes is [var first] ? first.At : null;

    /// <summary>Removes the changes up to a version that are older than a time.</summary>
    internal void Prune(long upTo, DateTimeOffset before) => _log.RemoveBefore(upTo, before);

    /// <summary>Sets the mark after a change, unless there is one.</summary>
    private void SetMark()
    {
        if (Mark is not null)
            return;

        Mark = Version - 1;
        marks.Add(id);
    }
}
