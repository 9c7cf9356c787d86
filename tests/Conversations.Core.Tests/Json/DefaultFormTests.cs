using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Conversations.Tests.Json;

/// <summary>The JSON form of hosts that did not insert the resolver: names and enums are the same, and nothing is lost.</summary>
public sealed class DefaultFormTests
{
    private static readonly Dictionary<string, JsonSerializerOptions> _hosts = new()
    {
        ["general"] = new(),
        ["web"] = new(JsonSerializerDefaults.Web),
        ["naming"] = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseUpper, DictionaryKeyPolicy = JsonNamingPolicy.KebabCaseLower },
        ["without nulls"] = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull },
        ["its own enum names"] = new() { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) } },
        ["preserving"] = new() { ReferenceHandler = ReferenceHandler.Preserve },
    };

    private static readonly JsonSerializerOptions _insensitive = new() { PropertyNameCaseInsensitive = true };
    private static readonly JsonSerializerOptions _withoutDuplicates = new() { AllowDuplicateProperties = false };
    private static readonly JsonSerializerOptions _plain = new() { TypeInfoResolver = new DefaultJsonTypeInfoResolver() };

    private static readonly object[] _patches =
    [
        Samples.Patch,
        new ConversationPatch(),
        new ConversationPatch { PhotoUrl = null, WelcomeMessages = null, Custom = null, Participants = null },
        new ParticipantPatch { Notify = NotifySetting.None },
        new ParticipantPatch { Access = null, History = History.Last(20) },
        new MessagePatch { Text = "Hi" },
        new MessagePatch { Custom = new() { ["Zone"] = null } },
        new UserPatch { Name = "Bob", Emails = ["bob@example.com"], Role = null },
        new UserPatch { PhotoUrl = null, Phones = null, Locale = null, WelcomeMessage = null, Custom = null },
    ];

    private static readonly object[] _models =
    [
        Samples.Message,
        Samples.Conversation,
        Samples.Participant,
        Samples.ReadState,
        Samples.View,
        Samples.InboxEntry,
        Samples.VisibleParticipant,
        Samples.Draft,
        Samples.Reactor,
        new Membership(Samples.Participant, Samples.Time, endedByApp: true),
        new ConversationResult(Samples.Conversation, created: true),
        new SendResult(Samples.Message, Created: true),
        new UnreadTotals(2, 3, isExact: true),
        new Page<Message>([Samples.Message], "next"),
    ];

    public static TheoryData<string> Hosts => [.. _hosts.Keys];

    [Fact]
    public void Names_of_every_model_type_are_the_same_without_the_resolver()
    {
        var types = ModelTypes().Where(type => Own(type).Kind == JsonTypeInfoKind.Object && !IsPatch(type)).ToArray();

        types.Should().HaveCountGreaterThan(30);
        foreach (var type in types)
            Names(_plain.GetTypeInfo(type)).Should().BeEquivalentTo(Names(Own(type)), "of {0}", type);
    }

    [Theory]
    [MemberData(nameof(Hosts))]
    public void Patch_is_written_and_read_as_with_the_resolver(string host)
    {
        foreach (var patch in _patches)
        {
            var json = JsonSerializer.Serialize(patch, patch.GetType(), _hosts[host]);

            json.Should().Be(JsonSerializer.Serialize(patch, patch.GetType(), ConversationsJson.Options));
            var read = JsonSerializer.Deserialize(json, patch.GetType(), _hosts[host]);
            JsonSerializer.Serialize(read, patch.GetType(), ConversationsJson.Options).Should().Be(json);
        }
    }

    [Theory]
    [InlineData("general")]
    [InlineData("web")]
    [InlineData("naming")]
    [InlineData("its own enum names")]
    public void Model_is_written_and_read_as_with_the_resolver(string host)
    {
        foreach (var model in _models)
        {
            var json = JsonSerializer.Serialize(model, model.GetType(), _hosts[host]);

            JsonElement.DeepEquals(JsonElement.Parse(json), JsonSerializer.SerializeToElement(model, model.GetType(), ConversationsJson.Options))
                .Should().BeTrue("{0}", json);
            var read = JsonSerializer.Deserialize(json, model.GetType(), _hosts[host]);
            JsonSerializer.Serialize(read, model.GetType(), _hosts[host]).Should().Be(json);
        }
    }

    [Theory]
    [InlineData("general")]
    [InlineData("web")]
    [InlineData("naming")]
    public void Change_is_written_and_read_as_with_the_resolver(string host)
    {
        foreach (var change in Samples.Changes)
        {
            var json = JsonSerializer.Serialize(change, _hosts[host]);

            JsonElement.DeepEquals(JsonElement.Parse(json), JsonSerializer.SerializeToElement(change, ConversationsJson.Options))
                .Should().BeTrue("{0}", json);
            JsonSerializer.Serialize(JsonSerializer.Deserialize<Change>(json, _hosts[host]), _hosts[host]).Should().Be(json);
        }
    }

    [Fact]
    public async Task Patch_in_the_content_of_a_request_keeps_the_access_that_it_does_not_mention()
    {
        using var content = JsonContent.Create(new ParticipantPatch { Notify = NotifySetting.None });

        var read = await content.ReadFromJsonAsync<ParticipantPatch>();

        (read!.IsAssigned(nameof(ParticipantPatch.Access)), read.Notify).Should().Be((false, NotifySetting.None));
    }

    [Fact]
    public void Patch_in_a_type_of_the_app_is_read_without_the_resolver()
    {
        var json = JsonSerializer.Serialize(new Request(new() { Subject = null }, [new() { Notify = NotifySetting.All }]));

        json.Should().Be("""{"Patch":{"subject":null},"Others":[{"notify":"All"}]}""");
        var read = JsonSerializer.Deserialize<Request>(json)!;
        (read.Patch.IsAssigned("Subject"), read.Patch.IsAssigned("Custom"), read.Others[0].IsAssigned("Access")).Should().Be((true, false, false));
    }

    [Fact]
    public void Reading_a_patch_honours_what_the_host_decides()
    {
        JsonSerializer.Deserialize<MessagePatch>("""{"TEXT":"a"}""", _insensitive)!.Text.Should().Be("a");
        JsonSerializer.Deserialize<MessagePatch>("""{"TEXT":"a"}""")!.IsAssigned("Text").Should().BeFalse();

        FluentActions.Invoking(() => JsonSerializer.Deserialize<MessagePatch>("""{"text":"a","text":"b"}""", _withoutDuplicates)).Should().Throw<JsonException>();
        JsonSerializer.Deserialize<MessagePatch>("""{"text":"a","text":"b"}""")!.Text.Should().Be("b");
    }

    [Theory]
    [InlineData("""{"access":"Everything"}""")]
    [InlineData("""{"history":"Last:0"}""")]
    [InlineData("""{"history":"Last:-1"}""")]
    [InlineData("""{"history":"last:1"}""")]
    [InlineData("""{"history":"Last:1000000001"}""")]
    [InlineData("""{"history":"Last: 1"}""")]
    [InlineData("""{"history":7}""")]
    [InlineData("[]")]
    [InlineData("\"All\"")]
    public void Wrong_patch_is_refused(string json)
    {
        foreach (var options in _hosts.Values.Append(ConversationsJson.Options))
            FluentActions.Invoking(() => JsonSerializer.Deserialize<ParticipantPatch>(json, options)).Should().Throw<JsonException>();
    }

    private static bool IsPatch(Type type) => type.Name.EndsWith("Patch", StringComparison.Ordinal);

    private static JsonTypeInfo Own(Type type) => ConversationsJson.Options.GetTypeInfo(type);

    private static IEnumerable<string> Names(JsonTypeInfo info) => info.Properties.Where(property => property.Get is not null).Select(property => property.Name);

    private static IEnumerable<Type> ModelTypes() => typeof(Conversation).Assembly.GetExportedTypes()
        .Select(type => type == typeof(Page<>) ? typeof(Page<Message>) : type)
        .Where(type => !type.ContainsGenericParameters && ConversationsJson.Options.TryGetTypeInfo(type, out _));

    private sealed record Request(ConversationPatch Patch, ParticipantPatch[] Others);
}
