using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Conversations.Tests.Json;

public sealed class UserJsonTests
{
    private static readonly JsonTypeInfo<UserPatch> _patch = (JsonTypeInfo<UserPatch>)ConversationsJson.Options.GetTypeInfo(typeof(UserPatch));

    [Fact]
    public void User_survives_a_JSON_round_trip()
    {
        var user = new User { Id = new("alice"), Name = "Alice", Emails = ["a@example.com"], Custom = new() { ["b"] = "1", ["a"] = "2" } };
        var info = (JsonTypeInfo<User>)ConversationsJson.Options.GetTypeInfo(typeof(User));

        var json = JsonSerializer.Serialize(user, info);

        json.Should().Contain("\"emails\":[\"a@example.com\"]").And.Contain("\"photoUrl\":null").And.Contain("\"custom\":{\"b\":\"1\",\"a\":\"2\"}");
        JsonSerializer.Deserialize(json, info).Should().Be(user);
    }

    [Fact]
    public void Patch_distinguishes_omitted_from_null_when_it_is_read_and_written()
    {
        var patch = JsonSerializer.Deserialize("""{ "name": "Alice", "role": null }""", _patch)!;

        patch.IsAssigned(nameof(UserPatch.Name)).Should().BeTrue();
        patch.IsAssigned(nameof(UserPatch.Role)).Should().BeTrue();
        patch.IsAssigned(nameof(UserPatch.Locale)).Should().BeFalse();
        JsonSerializer.Serialize(patch, _patch).Should().Be("""{"name":"Alice","role":null}""");
    }
}
