namespace Conversations;

/// <summary>
/// Says that everything that the client knows of the user's conversations must be read again: the watch began without a token, or with one that is too old to
/// know what has changed since. What is read after this event is complete together with the events that follow.
/// </summary>
public sealed class Reload : WatchEvent;
