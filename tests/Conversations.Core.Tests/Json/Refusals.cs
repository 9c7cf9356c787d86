using System.Text.Json;
using Conversations.Tests.Model;

namespace Conversations.Tests.Json;

/// <summary>Asserts that JSON is refused in the same way under the options of every host.</summary>
internal static class Refusals
{
    internal static void Expect<T>(string json, string? path = null) => Expect(json, typeof(T), path);

    internal static void Expect(string json, Type type, string? path = null)
    {
        foreach (var (host, options) in Hosts.All)
        {
            var error = FluentActions.Invoking(() => JsonSerializer.Deserialize(json, type, options))
                .Should().ThrowExactly<JsonException>(host).Which;

            error.Path.Should().NotBeNull();
            error.ToString().Should().NotContain(Refused.Secret);
            if (path is not null)
                error.Path.Should().Be(path, host);
        }
    }
}
