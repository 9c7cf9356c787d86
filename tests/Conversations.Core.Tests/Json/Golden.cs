using System.Text.Json;
using System.Text.Json.Nodes;

namespace Conversations.Tests.Json;

/// <summary>Compares JSON in the order of its properties, but not in its white space.</summary>
internal static class Golden
{
    /// <summary>Expects the same JSON under the options of every host, and the same value from it.</summary>
    internal static void Is<T>(T value, string json)
    {
        foreach (var (host, options) in Hosts.All)
        {
            Compact(JsonSerializer.Serialize(value, options)).Should().Be(Compact(json), host);

            var back = JsonSerializer.Deserialize<T>(json, options);

            back.Should().BeEquivalentTo(value, o => o.RespectingRuntimeTypes(), host);
            Compact(JsonSerializer.Serialize(back, options)).Should().Be(Compact(json), host);
        }
    }

    internal static string Compact(string json) => JsonNode.Parse(json)?.ToJsonString() ?? "null";
}
