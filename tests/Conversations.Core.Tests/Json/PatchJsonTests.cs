using System.Text.Json;

namespace Conversations.Tests.Json;

public sealed class PatchJsonTests
{
    private static readonly string[] _conversation = ["Subject", "PhotoUrl", "WelcomeMessages", "Custom", "Participants"];

    private static readonly string[] _participant = ["Access", "Notify", "History"];

    [Fact]
    public void Patch_writes_assigned_properties_including_null()
    {
        Golden.Is(Samples.Patch, """
            {
              "subject": null, "welcomeMessages": ["Hello"], "custom": { "Zone": "south", "a.b": null },
              "participants": { "Bob": null, "AnnB": { "access": null, "notify": "None", "history": "SinceJoin" } }
            }
            """);
        Golden.Is(new CustomPatch { ["Zone"] = null, ["a"] = "1" }, """{ "Zone": null, "a": "1" }""");
    }

    [Fact]
    public void Every_property_of_a_patch_distinguishes_omitted_from_null()
    {
        Expect(new ConversationPatch(), "{}", patch => _conversation.Where(patch.IsAssigned));
        Expect(new ConversationPatch { Subject = null }, """{"subject":null}""", patch => _conversation.Where(patch.IsAssigned), "Subject");
        Expect(new ConversationPatch { PhotoUrl = null }, """{"photoUrl":null}""", patch => _conversation.Where(patch.IsAssigned), "PhotoUrl");
        Expect(
            new ConversationPatch { WelcomeMessages = null, Custom = null, Participants = null },
            """{"welcomeMessages":null,"custom":null,"participants":null}""",
            patch => _conversation.Where(patch.IsAssigned),
            "WelcomeMessages",
            "Custom",
            "Participants");
        Expect(new ParticipantPatch(), "{}", patch => _participant.Where(patch.IsAssigned));
        Expect(new ParticipantPatch { Access = null }, """{"access":null}""", patch => _participant.Where(patch.IsAssigned), "Access");
        Expect(new ParticipantPatch { Notify = null }, """{"notify":null}""", patch => _participant.Where(patch.IsAssigned), "Notify");
        Expect(new ParticipantPatch { History = null }, """{"history":null}""", patch => _participant.Where(patch.IsAssigned), "History");
        Expect(new ParticipantPatch { History = History.All }, """{"history":"All"}""", patch => _participant.Where(patch.IsAssigned), "History");
        Expect(new MessagePatch(), "{}", patch => Names("Text", "Custom").Where(patch.IsAssigned));
        Expect(new MessagePatch { Text = null }, """{"text":null}""", patch => Names("Text", "Custom").Where(patch.IsAssigned), "Text");
        Expect(new MessagePatch { Custom = null }, """{"custom":null}""", patch => Names("Text", "Custom").Where(patch.IsAssigned), "Custom");
    }

    [Theory]
    [InlineData("1")]
    [InlineData("31")]
    [InlineData("Subject, Custom")]
    [InlineData(" Subject")]
    [InlineData("subject")]
    [InlineData("Nothing")]
    public void IsAssigned_is_false_for_a_name_that_is_not_a_property(string name) =>
        new ConversationPatch { Subject = "a", Custom = null }.IsAssigned(name).Should().BeFalse();

    private static string[] Names(params string[] names) => names;

    private static void Expect<T>(T patch, string json, Func<T, IEnumerable<string>> assigned, params string[] expected)
    {
        foreach (var (host, options) in Hosts.All)
        {
            JsonSerializer.Serialize(patch, options).Should().Be(json, host);
            assigned(JsonSerializer.Deserialize<T>(json, options)!).Should().Equal(expected);
        }
    }
}
