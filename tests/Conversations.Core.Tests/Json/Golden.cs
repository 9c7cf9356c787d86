using System.Text.Json;
using System.Text.Json.Nodes;

namespace Conversations.Tests.Json;

/// <summary>Compares JSON including the order of its properties but ignoring its white space.</summary>
internal static class Golden
{
    /// <summary>Asserts that the value is written as this JSON and read from it again under the options of every host.</summary>
    internal static void Is<T>(T value, string json)
    {
        foreach (var (host, options) in Hosts.All)
        {
            Compact(JsonSerializer.Serialize(value, options)).Should().Be(Compact(json), host);

            var back = JsonSerializer.Deserialize<T>(json, options);

            back.Should().BeEquivalentTo(value, o => o.RespectingRuntimeTypes().ComparingByValue<History>(), host);
            Compact(JsonSerializer.Serialize(back, options)).Should().Be(Compact(json), host);
        }
    }

    internal static string Compact(string json) => JsonNode.Parse(json)?.ToJsonString() ?? "null";
}
