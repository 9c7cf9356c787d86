namespace Conversations;

/// <summary>A change that failed and is tried again while later ones go on, as it is stored.</summary>
/// <param name="Version">The version of the change.</param>
/// <param name="Attempts">How often it failed.</param>
/// <param name="DueAt">When it is tried again; null if it is parked.</param>
/// <param name="Error">The last error.</param>
internal sealed record AsideChange(long Version, int Attempts, DateTimeOffset? DueAt, string Error);
