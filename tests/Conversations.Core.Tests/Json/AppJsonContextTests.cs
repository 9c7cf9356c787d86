using System.Text.Json;

namespace Conversations.Tests.Json;

public sealed class AppJsonContextTests
{
    private const string Own = """
        "opened_by":"Bob","thread":"c1","last_message":"m1","custom":{"Zone":"north","a.b":"1"},"patch":{"Zone":null},
        "access_level":"Read","notify":"MentionsOnly","unread_counts":{"AnnB":2},"by_access":{"ReadWrite":1},
        """;

    private static readonly AppTicket _ticket = new()
    {
        OpenedBy = new("Bob"),
        Thread = new("c1"),
        LastMessage = new("m1"),
        Custom = Samples.Custom,
        Patch = new() { ["Zone"] = null },
        AccessLevel = ParticipantAccess.Read,
        Notify = NotifySetting.MentionsOnly,
        UnreadCounts = new() { [new("AnnB")] = 2 },
        ByAccess = new() { [ParticipantAccess.ReadWrite] = 1 },
    };

    [Fact]
    public void App_context_alone_writes_and_reads_ids_enums_and_custom_data()
    {
        var json = JsonSerializer.Serialize(_ticket, AppJsonContext.Default.AppTicket);

        json.Should().Be(Golden.Compact("{" + Own + "\"agent\":null,\"draft\":null}"));
        JsonSerializer.Deserialize(json, AppJsonContext.Default.AppTicket).Should().BeEquivalentTo(_ticket);
    }

    [Fact]
    public void App_context_alone_reads_null_in_a_draft_as_the_default_of_a_non_nullable_property()
    {
        var draft = JsonSerializer.Deserialize("""{"draft":{"welcome_messages":null}}""", AppJsonContext.Default.AppTicket)!.Draft!;

        draft.Should().BeEquivalentTo(new ConversationDraft());
    }

    [Fact]
    public void Model_types_inside_app_types_keep_their_JSON_form_when_the_resolver_comes_first()
    {
        var options = new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };
        options.TypeInfoResolverChain.Add(ConversationsJson.Resolver);
        options.TypeInfoResolverChain.Add(AppJsonContext.Default);
        var agent = JsonSerializer.Serialize(Samples.Participant, ConversationsJson.Options);
        var ticket = _ticket with { Agent = Samples.Participant };

        var json = JsonSerializer.Serialize(ticket, options);

        Golden.Compact(json).Should().Be(Golden.Compact("{" + Own + $"\"agent\":{agent},\"draft\":null}}"));
        JsonSerializer.Deserialize<AppTicket>(json, options).Should().BeEquivalentTo(ticket);
        FluentActions.Invoking(() => JsonSerializer.Deserialize<AppTicket>("""{"agent":{"userId":" "}}""", options))
            .Should().ThrowExactly<JsonException>().Which.Path.Should().Be("$.agent.userId");
    }
}
