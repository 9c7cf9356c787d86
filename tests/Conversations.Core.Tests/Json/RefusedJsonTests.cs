namespace Conversations.Tests.Json;

public sealed class RefusedJsonTests
{
    private const string Imported = """ "id":"m","text":"hunter2" """;

    [Theory]
    [InlineData(typeof(ConversationDraft), "[]", "$")]
    [InlineData(typeof(ConversationDraft), """{"subject":5}""", "$.subject")]
    [InlineData(typeof(ConversationDraft), """{"subject":"hunter2\ud800"}""", "$.subject")]
    [InlineData(typeof(ConversationDraft), """{"\ud800":"hunter2"}""", "$")]
    [InlineData(typeof(ConversationDraft), """{"welcomeMessages":"hunter2"}""", "$.welcomeMessages")]
    [InlineData(typeof(ConversationDraft), """{"welcomeMessages":["a",{}]}""", "$.welcomeMessages[1]")]
    [InlineData(typeof(ConversationDraft), """{"participants":{}}""", "$.participants")]
    [InlineData(typeof(ConversationDraft), """{"participants":[{}]}""", "$.participants[0]")]
    [InlineData(typeof(ConversationDraft), """{"participants":["hunter2"]}""", "$.participants[0]")]
    [InlineData(typeof(ConversationDraft), """{"participants":[{"userId":null}]}""", "$.participants[0].userId")]
    [InlineData(typeof(ConversationDraft), """{"participants":[{"userId":" hunter2"}]}""", "$.participants[0].userId")]
    [InlineData(typeof(ConversationDraft), """{"participants":[{"userId":"hunter2\udc00"}]}""", "$.participants[0].userId")]
    [InlineData(typeof(ConversationDraft), """{"custom":{"a":{"b":"hunter2"}}}""", "$.custom")]
    [InlineData(typeof(ConversationPatch), """{"custom":{"a":["hunter2"]}}""", "$.custom")]
    [InlineData(typeof(ConversationPatch), """{"participants":[]}""", "$.participants")]
    [InlineData(typeof(ConversationPatch), """{"participants":{"a":"hunter2"}}""", "$.participants.a")]
    [InlineData(typeof(MessageDraft), """{"id":"m"}""", "$")]
    [InlineData(typeof(MessageDraft), """{"text":["hunter2"]}""", "$.text")]
    [InlineData(typeof(MessageDraft), """{"text":"hunter2","id":""}""", "$.id")]
    [InlineData(typeof(MessageDraft), """{"text":"hunter2","replyTo":7}""", "$.replyTo")]
    [InlineData(typeof(ImportedMessage), "{" + Imported + "}", "$")]
    [InlineData(typeof(ImportedMessage), "{" + Imported + """,  "createdAt":"hunter2"}""", "$.createdAt")]
    [InlineData(typeof(ImportedMessage), "{" + Imported + """,  "createdAt":0}""", "$.createdAt")]
    [InlineData(typeof(ImportedMessage), "{" + Imported + """,  "createdAt":null}""", "$.createdAt")]
    [InlineData(typeof(Reaction), """{"emoji":"a","count":1}""", "$")]
    [InlineData(typeof(Reaction), """{"emoji":"a","count":"1","byViewer":true}""", "$.count")]
    [InlineData(typeof(Reaction), """{"emoji":"a","count":99999999999,"byViewer":true}""", "$.count")]
    [InlineData(typeof(SendResult), "null", "$")]
    [InlineData(typeof(SendResult), "{}", "$")]
    [InlineData(typeof(ImportProgress), """{"stored":1.5}""", "$.stored")]
    [InlineData(typeof(Page<Message>), """{"items":[{}]}""", "$.items[0]")]
    public void JSON_that_breaks_a_rule_is_refused_with_its_path(Type type, string json, string path) =>
        Refusals.Expect(json, type, path);

    [Theory]
    [InlineData("1")]
    [InlineData("null")]
    [InlineData("\"1\"")]
    [InlineData("\"hunter2\"")]
    [InlineData("\"read\"")]
    [InlineData("\" Read\"")]
    [InlineData("\"Read, ReadWrite\"")]
    [InlineData("\"\"")]
    [InlineData("\"\\ud800\"")]
    [InlineData("\"Rea\\ud800\"")]
    [InlineData("true")]
    [InlineData("[\"Read\"]")]
    public void Enum_value_that_is_not_one_of_the_names_is_refused(string access) =>
        Refusals.Expect<ParticipantDraft>($$"""{"userId":"a","access":{{access}}}""", "$.access");

    [Theory]
    [InlineData("1")]
    [InlineData("\"hunter2\"")]
    [InlineData("\"all\"")]
    [InlineData("\" All\"")]
    [InlineData("\"\"")]
    [InlineData("\"Last\"")]
    [InlineData("\"Last:\"")]
    [InlineData("\"Last:0\"")]
    [InlineData("\"Last:020\"")]
    [InlineData("\"Last:-1\"")]
    [InlineData("\"Last:+1\"")]
    [InlineData("\"Last: 1\"")]
    [InlineData("\"Last:1,000\"")]
    [InlineData("\"Last:1000000001\"")]
    [InlineData("\"Last:99999999999999999999\"")]
    [InlineData("\"Last:\u0663\"")]
    [InlineData("\"\\ud800\"")]
    [InlineData("{}")]
    public void History_that_is_none_of_the_forms_is_refused(string history)
    {
        Refusals.Expect<ParticipantDraft>($$"""{"userId":"a","history":{{history}}}""", "$.history");
        Refusals.Expect<ParticipantPatch>($$"""{"history":{{history}}}""", "$.history");
    }

    [Theory]
    [InlineData(typeof(ConversationDraft), "{}", "participants")]
    [InlineData(typeof(ConversationDraft), "{}", "welcomeMessages")]
    [InlineData(typeof(ConversationDraft), "{}", "custom")]
    [InlineData(typeof(ConversationSettings), "{}", "welcomeMessages")]
    [InlineData(typeof(ConversationSettings), "{}", "custom")]
    [InlineData(typeof(MessageDraft), """{"text":"a"}""", "text")]
    [InlineData(typeof(MessageDraft), """{"text":"a"}""", "custom")]
    [InlineData(typeof(ImportedMessage), """{"id":"m","text":"a","createdAt":"2026-01-02T03:04:05.678Z"}""", "text")]
    [InlineData(typeof(ImportedMessage), """{"id":"m","text":"a","createdAt":"2026-01-02T03:04:05.678Z"}""", "custom")]
    public void Null_in_a_draft_is_refused_for_a_non_nullable_property(Type type, string json, string property)
    {
        var node = System.Text.Json.Nodes.JsonNode.Parse(json)!;
        node[property] = null;

        Refusals.Expect(node.ToJsonString(), type, $"$.{property}");
    }

    [Theory]
    [InlineData(typeof(Page<Message>), """{"items":null}""")]
    [InlineData(typeof(Membership), """{"participant":null}""")]
    [InlineData(typeof(ConversationResult), """{"conversation":null,"created":true}""")]
    [InlineData(typeof(Reaction), """{"emoji":null,"count":1,"byViewer":true}""")]
    [InlineData(typeof(Message), """{"id":"m","conversationId":"c","sequence":1,"text":null,"createdAt":"2026-01-02T03:04:05.678Z"}""")]
    [InlineData(typeof(Change), """{"change":"ConversationCreated","conversationId":"c","at":"2026-01-02T03:04:05.678Z","participants":null}""")]
    public void Null_is_refused_for_a_non_nullable_property(Type type, string json) => Refusals.Expect(json, type);
}
