using System.Text.Json;

namespace Conversations.Tests.Json;

public sealed class ChangeJsonTests
{
    private const string Of = "\"conversationId\":\"c1\",\"version\":";
    private const string By = ",\"at\":\"2026-01-02T03:04:05.678+00:00\",\"actor\":";
    private const string M1 = "\"messageId\":\"m1\",\"sequence\":1,";

    private static readonly string[] _golden =
    [
        $$"""{"change":"ConversationCreated","participants":["Bob","AnnB"],{{Of}}1{{By}}null}""",
        $$"""{"change":"ConversationUpdated","participants":["AnnB"],{{Of}}2{{By}}"Bob"}""",
        $$"""{"change":"ConversationDeleted",{{Of}}3{{By}}null}""",
        $$"""{"change":"ParticipantAdded","userId":"Bob",{{Of}}4{{By}}null}""",
        $$"""{"change":"ParticipantUpdated","userId":"Bob","isNotifyOnly":false,{{Of}}5{{By}}null}""",
        $$"""{"change":"ParticipantRemoved","userId":"Bob","left":true,{{Of}}6{{By}}"Bob"}""",
        $$"""{"change":"MessageSent",{{M1}}{{Of}}7{{By}}null}""",
        $$"""{"change":"MessageEdited","revision":1,{{M1}}{{Of}}8{{By}}null}""",
        $$"""{"change":"MessageDeleted",{{M1}}{{Of}}9{{By}}null}""",
        $$"""{"change":"ReactionAdded","userId":"Bob","emoji":":a:",{{M1}}{{Of}}10{{By}}null}""",
        $$"""{"change":"ReactionRemoved","userId":"Bob","emoji":":a:",{{M1}}{{Of}}11{{By}}null}""",
        $$"""{"change":"NotificationTriggered","userId":"Bob","upTo":1,{{Of}}12{{By}}null}""",
    ];

    [Fact]
    public void Change_in_JSON_contains_its_kind()
    {
        _golden.Should().HaveSameCount(Samples.Changes);
        for (var i = 0; i < _golden.Length; i++)
        {
            Golden.Is(Samples.Changes[i], _golden[i]);
            if (Samples.Changes[i] is MessageChange message)
                Golden.Is(message, _golden[i]);
            if (Samples.Changes[i] is ReactionChange reaction)
                Golden.Is(reaction, _golden[i]);
        }

        Golden.Is<IReadOnlyList<Change>>(Samples.Changes, $"[{string.Join(',', _golden)}]");
    }

    [Fact]
    public void Every_kind_of_change_has_a_sample() =>
        typeof(Change).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Change)) && !type.IsAbstract)
            .Should().BeEquivalentTo(Samples.Changes.Select(change => change.GetType()));

    [Fact]
    public void Kind_may_be_at_any_position_when_the_options_allow_it()
    {
        const string json = $$"""{"messageId":"m1",{{Of}}9{{By}}null,"sequence":1,"change":"MessageDeleted"}""";

        JsonSerializer.Deserialize<Change>(json, ConversationsJson.Options).Should().Be(Samples.Changes[8]);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"change":"hunter2"}""")]
    [InlineData("""{"change":"messagesent"}""")]
    [InlineData("""{"change":"MessageChange"}""")]
    [InlineData("""{"change":7}""")]
    [InlineData("""{"change":null}""")]
    [InlineData("""{"change":{}}""")]
    [InlineData("""{"change":"\ud800"}""")]
    [InlineData("""{"change":"MessageSent"}""")]
    [InlineData("[]")]
    public void Change_of_an_unknown_kind_is_refused(string json)
    {
        Refusals.Expect<Change>(json);
        Refusals.Expect<MessageChange>(json);
        Refusals.Expect<ReactionChange>(json);
    }

    [Fact]
    public void Change_of_another_base_type_is_refused() => Refusals.Expect<MessageChange>(_golden[0]);
}
