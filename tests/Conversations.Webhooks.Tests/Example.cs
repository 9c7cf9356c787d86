using Microsoft.Extensions.Time.Testing;

namespace Conversations.Webhooks;

/// <summary>The vector that the libraries of the Standard Webhooks project test, and a clock at its time.</summary>
internal static class Example
{
    internal const string Id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    internal const string Seconds = "1614265330";
    internal const string Signature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    /// <summary>The Base64 text of 32 zeros.</summary>
    internal const string Wrong = "v1,AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

    internal static DateTimeOffset Time { get; } = DateTimeOffset.FromUnixTimeSeconds(1614265330);

    internal static byte[] Body { get; } = [.. """{"test": 2432232314}"""u8];

    internal static WebhookSecret Secret { get; } = WebhookSecret.Parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

    internal static FakeTimeProvider Clock { get; } = new(Time);

    internal static bool Verify(string? id = Id, string? seconds = Seconds, string? signatures = Signature) =>
        StandardWebhook.Verify(id, seconds, signatures, Body, Clock, Secret);
}
