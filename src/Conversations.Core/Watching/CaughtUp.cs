namespace Conversations;

/// <summary>
/// Says that all of the user's changes until now have been given, and has a token that says so. It comes once after a watch has resumed, and again every few
/// minutes while nothing else comes, so that the token of a quiet watch does not grow old.
/// </summary>
public sealed class CaughtUp : WatchEvent;
