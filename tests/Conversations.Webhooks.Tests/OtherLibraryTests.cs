using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Conversations.Webhooks;

/// <summary>Libraries of others verify what this one signs, and sign what it verifies.</summary>
public sealed class OtherLibraryTests
{
    private const string Text = """{"type":"message.sent","data":{"text":"häuser 🏠"}}""";

    private static readonly byte[] _body = new UTF8Encoding(false, throwOnInvalidBytes: true).GetBytes(Text);

    private readonly DateTimeOffset _now = TimeProvider.System.GetUtcNow();

    private string Seconds => _now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    [Fact]
    public void StandardWebhooks_for_NET_verifies_what_is_signed_here()
    {
        var receiver = new global::StandardWebhooks.StandardWebhook(Example.Secret.Reveal());
        var headers = new HeaderDictionary
        {
            [StandardWebhook.IdHeader] = "msg_1",
            [StandardWebhook.TimestampHeader] = Seconds,
            [StandardWebhook.SignatureHeader] = StandardWebhook.Sign("msg_1", _now, _body, Example.Secret),
        };

        receiver.Invoking(one => one.Verify(Text, headers)).Should().NotThrow();
        receiver.Invoking(one => one.Verify(Text + " ", headers)).Should().Throw<Exception>();
    }

    [Fact]
    public void What_StandardWebhooks_for_NET_signs_is_verified_here()
    {
        var signature = new global::StandardWebhooks.StandardWebhook(Example.Secret.Reveal()).Sign("msg_1", _now, Text);

        StandardWebhook.Verify("msg_1", Seconds, signature, _body, Example.Secret).Should().BeTrue();
    }

    /// <summary>The package of npm needs its program and the registry. Without them the test is skipped.</summary>
    [Fact]
    public async Task Standardwebhooks_for_Node_verifies_what_is_signed_here_and_the_other_way_round()
    {
        using var node = await NodeReceiver.CreateAsync("standardwebhooks@1.1.1");
        var signature = StandardWebhook.Sign("msg_1", _now, _body, WebhookSecret.Create(), Example.Secret);

        (await node.VerifyAsync(Example.Secret, "msg_1", Seconds, signature, Text)).Should().Be("genuine");
        (await node.VerifyAsync(Example.Secret, "msg_2", Seconds, signature, Text)).Should().Be("refused");
        var theirs = await node.SignAsync(Example.Secret, "msg_1", Seconds, Text);
        StandardWebhook.Verify("msg_1", Seconds, theirs, _body, Example.Secret).Should().BeTrue();
    }
}
