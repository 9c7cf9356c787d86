namespace Conversations;

/// <content>Arrays are a type of PostgreSQL's own.</content>
internal static partial class Columns
{
    internal static string[] ToColumn(this IEnumerable<UserId> users) => [.. users.Select(user => user.Value)];

    /// <summary>Returns the id of a viewer, or "", which is no id, if the app reads: a distributed database accepts no null beside a key.</summary>
    internal static string OrNone(this UserId? viewer) => viewer?.Value ?? "";
}
