using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Tests.Json;

/// <summary>Tests drafts and patches that are valid JSON but not valid for the service, which then writes nothing.</summary>
public sealed class DraftFromJsonTests : IAsyncDisposable
{
    private static readonly ConversationId _id = new("c1");

    private readonly ServiceProvider _provider;
    private readonly IConversations _conversations;

    public DraftFromJsonTests()
    {
        var services = new ServiceCollection();
        services.AddConversations();
        _provider = services.BuildServiceProvider();
        _conversations = _provider.GetRequiredService<IConversations>();
    }

    [Theory]
    [InlineData("{}", "participants")]
    [InlineData("""{"participants":[null]}""", "participants[0]")]
    [InlineData("""{"participants":[{"userId":"a"},{"userId":"a"}]}""", "participants")]
    [InlineData("""{"participants":[{"userId":"a"}],"welcomeMessages":[null]}""", "welcomeMessages[0]")]
    [InlineData("""{"participants":[{"userId":"a"}],"subject":""}""", "subject")]
    public async Task Invalid_draft_is_refused_and_creates_nothing(string json, string field)
    {
        var act = () => _conversations.CreateIfNotExistsAsync(_id, Read<ConversationDraft>(json));

        (await act.Should().ThrowExactlyAsync<InvalidConversationDataException>()).Which.Field.Should().Be(field);
        (await _conversations.FindAsync(_id)).Should().BeNull();
    }

    [Theory]
    [InlineData("{}", "participants")]
    [InlineData("""{"participants":null}""", "participants")]
    [InlineData("""{"participants":{"a":null},"welcomeMessages":[null]}""", "welcomeMessages[0]")]
    public async Task Invalid_patch_is_refused_and_creates_nothing(string json, string field)
    {
        var act = () => _conversations.SetAsync(_id, Read<ConversationPatch>(json));

        (await act.Should().ThrowExactlyAsync<InvalidConversationDataException>()).Which.Field.Should().Be(field);
        (await _conversations.FindAsync(_id)).Should().BeNull();
    }

    [Fact]
    public async Task Patch_adds_participants_that_are_named_with_null_or_an_object()
    {
        await _conversations.SetAsync(_id, Read<ConversationPatch>("""{"participants":{"bob":null,"ann":{},"eve":{"access":"Read","notify":null}}}"""));

        (await _conversations.FindParticipantAsync(_id, new("bob")))!.Access.Should().Be(ParticipantAccess.ReadWrite);
        (await _conversations.FindParticipantAsync(_id, new("ann")))!.Notify.Should().Be(NotifySetting.All);
        (await _conversations.FindParticipantAsync(_id, new("eve")))!.Access.Should().Be(ParticipantAccess.Read);
    }

    [Fact]
    public async Task Patch_resets_null_properties_and_keeps_omitted_properties()
    {
        await _conversations.CreateIfNotExistsAsync(_id, Samples.Draft);

        var patched = await _conversations.UpdateAsync(_id, Read<ConversationPatch>("""{"subject":null,"custom":{"Zone":null}}"""));

        patched.Subject.Should().BeNull();
        patched.PhotoUrl.Should().Be(Samples.Draft.PhotoUrl);
        patched.WelcomeMessages.Should().Equal("Hello");
        patched.Custom.ToJson().Should().Be("""{"a.b":"1"}""");
        (await _conversations.UpdateAsync(_id, Read<ConversationPatch>("""{"welcomeMessages":null,"custom":null}""")))
            .Custom.Should().BeEmpty();
    }

    [Fact]
    public async Task Message_patch_with_null_as_text_is_refused_and_changes_nothing()
    {
        await _conversations.CreateIfNotExistsAsync(_id, new() { Participants = [new(new("a"))] });
        var sent = await _conversations.SendMessageAsync(_id, new("a"), Read<MessageDraft>("""{"text":"Hi","id":"m1"}"""));

        var act = () => _conversations.EditMessageAsync(_id, new("m1"), Read<MessagePatch>("""{"text":null}"""));

        (await act.Should().ThrowExactlyAsync<InvalidConversationDataException>()).Which.Field.Should().Be("text");
        (await _conversations.FindMessageAsync(_id, new("m1"))).Should().Be(sent.Message);
    }

    [Fact]
    public async Task Null_assigned_to_a_draft_in_code_means_the_default()
    {
        var draft = new ConversationDraft { Participants = [new(new("a"))], WelcomeMessages = null!, Custom = null! };

        await _conversations.CreateIfNotExistsAsync(_id, draft);
        var sent = await _conversations.SendMessageAsync(_id, new("a"), new("Hi") { Custom = null! });

        (await _conversations.FindAsync(_id))!.Custom.Should().BeEmpty();
        sent.Message!.Custom.Should().BeEmpty();
    }

    public ValueTask DisposeAsync() => _provider.DisposeAsync();

    private static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, ConversationsJson.Options)!;
}
