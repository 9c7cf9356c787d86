namespace Conversations;

/// <summary>How far an import is, or how far it came.</summary>
/// <param name="Stored">How many messages it stored.</param>
/// <param name="AlreadyThere">How many were there already, from an earlier run.</param>
/// <param name="Refused">How many were refused.</param>
public sealed record ImportProgress(long Stored, long AlreadyThere, long Refused);
