using System.Text;
using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>Represents the reaction of one user to a message.</summary>
/// <param name="UserId">The user.</param>
/// <param name="Emoji">The emoji.</param>
/// <param name="At">The time of the reaction, in UTC and whole milliseconds.</param>
/// <param name="Version">The version of the change that added the reaction. Reactors are ordered by it.</param>
public sealed record Reactor(
    [property: JsonPropertyName("userId")] UserId UserId,
    [property: JsonPropertyName("emoji")] string Emoji,
    [property: JsonPropertyName("at")] DateTimeOffset At,
    [property: JsonPropertyName("version")] long Version)
{
    private bool PrintMembers(StringBuilder builder) => Printed.Members(
        builder,
        "UserId = {0}, Emoji = {1}, At = {2}, Version = {3}",
        UserId, Emoji, At, Version);
}
