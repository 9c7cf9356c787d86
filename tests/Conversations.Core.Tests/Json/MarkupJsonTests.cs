using System.Text.Json;
using System.Text.Json.Serialization;

namespace Conversations.Tests.Json;

/// <summary>The tree of a text in JSON, for clients that build what they show from it.</summary>
public sealed class MarkupJsonTests
{
    private const string Text = "- *a _b_* https://ä.de <!!mention:bob|Bob>\n```x```";

    private const string Json =
        """
        {"nodes":[{"node":"bullet","marker":"-","children":[{"node":"span","style":"Bold","children":[{"node":"text","text":"a "},{"node":"span","style":"Italic","children":[{"node":"text","text":"b"}]}]},{"node":"text","text":" "},{"node":"link","text":"https://ä.de","href":"https://xn--4ca.de","hasLabel":false},{"node":"text","text":" "},{"node":"mention","userId":"bob","name":"Bob"}]},{"node":"lineBreak","text":"\n"},{"node":"code","code":"x","isBlock":false}]}
        """;

    private static readonly JsonSerializerOptions _web = new(JsonSerializerDefaults.Web);
    private static readonly JsonSerializerOptions _ownNames = new() { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) } };

    [Fact]
    public void Tree_has_the_same_form_with_and_without_the_resolver()
    {
        var document = Markup.Parse(Text);

        using var expected = JsonDocument.Parse(Json);
        foreach (var options in new[] { ConversationsJson.Options, JsonSerializerOptions.Default, _web, _ownNames })
            JsonElement.DeepEquals(JsonSerializer.SerializeToElement(document, options), expected.RootElement).Should().BeTrue();
    }

    [Fact]
    public void Tree_is_not_read() =>
        FluentActions.Invoking(() => JsonSerializer.Deserialize<MarkupDocument>(Json, ConversationsJson.Options)).Should().Throw<NotSupportedException>();
}
