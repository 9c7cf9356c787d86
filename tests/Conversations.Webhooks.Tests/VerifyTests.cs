using System.Globalization;

namespace Conversations.Webhooks;

public sealed class VerifyTests
{
    [Fact]
    public void Vector_of_the_specification_is_genuine() => Example.Verify().Should().BeTrue();

    [Theory]
    [InlineData($"{Example.Wrong} {Example.Signature}")]
    [InlineData($"{Example.Signature} {Example.Wrong}")]
    [InlineData($"v1a,hnO3f9T8Ytu9HwrXslvumlUpqtNVqkhqw/enGzPCXe5BdqzCInXqYXFymVJaA7AZdpXwVLPo3mNl8EM+m7TBAg== {Example.Signature}")]
    [InlineData($"v2, v1,AAAA v1 v1, {Example.Signature}")]
    [InlineData($"  {Example.Signature}  ")]
    public void One_signature_of_a_list_must_fit_and_what_is_not_understood_is_skipped(string signatures) =>
        Example.Verify(signatures: signatures).Should().BeTrue();

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("v1")]
    [InlineData("v1,")]
    [InlineData(Example.Wrong)]
    [InlineData("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE")]
    [InlineData("V1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")]
    [InlineData("v2,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")]
    [InlineData("g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")]
    [InlineData("v1,g0hM9SsE-OTPJTGt_tmIKtSyZlE3uFJELVlNIOLJ1OE=")]
    [InlineData("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1O==")]
    [InlineData("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=,x")]
    public void Signature_that_is_missing_or_another_is_refused(string? signatures) => Example.Verify(signatures: signatures).Should().BeFalse();

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("msg_p5jXN8AQM9LWM0D4loKWxJeK")]
    [InlineData("msg_p5jXN8AQM9LWM0D4loKWxJek ")]
    public void Id_that_is_missing_or_another_is_refused(string? id) => Example.Verify(id: id).Should().BeFalse();

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("1614265331")]
    [InlineData("+1614265330")]
    [InlineData("-1614265330")]
    [InlineData(" 1614265330")]
    [InlineData("1614265330.0")]
    [InlineData("01614265330")]
    [InlineData("1614265330000")]
    [InlineData("９")]
    [InlineData("9223372036854775807")]
    [InlineData("9223372036854775808")]
    [InlineData("000000000000000000000000001614265330")]
    public void Timestamp_that_is_missing_or_another_is_refused(string? seconds) => Example.Verify(seconds: seconds).Should().BeFalse();

    [Theory]
    [InlineData(-301, false)]
    [InlineData(-300, true)]
    [InlineData(300, true)]
    [InlineData(301, false)]
    public void Message_is_refused_if_it_is_more_than_five_minutes_from_the_clock(int seconds, bool isGenuine)
    {
        var at = Example.Time.AddSeconds(seconds);
        var signature = StandardWebhook.Sign(Example.Id, at, Example.Body, Example.Secret);

        Example.Verify(seconds: at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), signatures: signature).Should().Be(isGenuine);
    }

    [Fact]
    public void Any_other_bit_of_the_body_is_refused()
    {
        for (var bit = 0; bit < Example.Body.Length * 8; bit++)
        {
            var body = Example.Body.ToArray();
            body[bit / 8] ^= (byte)(1 << (bit % 8));

            StandardWebhook.Verify(Example.Id, Example.Seconds, Example.Signature, body, Example.Clock, Example.Secret).Should().BeFalse();
        }

        StandardWebhook.Verify(Example.Id, Example.Seconds, Example.Signature, [.. Example.Body, 0], Example.Clock, Example.Secret).Should().BeFalse();
        StandardWebhook.Verify(Example.Id, Example.Seconds, Example.Signature, [], Example.Clock, Example.Secret).Should().BeFalse();
    }

    [Fact]
    public void Parts_of_what_was_signed_cannot_be_moved_to_other_headers()
    {
        // The signed text is "a.1614265330.1614265331.x" for both.
        var signature = StandardWebhook.Sign("a", Example.Time, "1614265331.x"u8, Example.Secret);

        StandardWebhook.Verify("a", Example.Seconds, signature, "1614265331.x"u8, Example.Clock, Example.Secret).Should().BeTrue();
        StandardWebhook.Verify($"a.{Example.Seconds}", "1614265331", signature, "x"u8, Example.Clock, Example.Secret).Should().BeFalse();
    }

    [Fact]
    public void Message_is_genuine_under_any_of_the_secrets_and_under_no_other()
    {
        var (old, next) = (WebhookSecret.Create(), WebhookSecret.Create());
        var both = StandardWebhook.Sign(Example.Id, Example.Time, Example.Body, old, next);
        bool Verify(params ReadOnlySpan<WebhookSecret> secrets) => StandardWebhook.Verify(Example.Id, Example.Seconds, both, Example.Body, Example.Clock, secrets);

        Verify(old).Should().BeTrue();
        Verify(next).Should().BeTrue();
        Verify(WebhookSecret.Create(), next).Should().BeTrue();
        Verify(WebhookSecret.Create()).Should().BeFalse();
    }

    [Fact]
    public void Missing_secrets_are_a_mistake_of_the_receiver()
    {
        FluentActions.Invoking(() => StandardWebhook.Verify(Example.Id, Example.Seconds, Example.Signature, Example.Body)).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => StandardWebhook.Verify(null, null, null, default, (WebhookSecret)null!)).Should().Throw<ArgumentException>();
    }

    [Fact]
    public async Task One_secret_serves_many_threads()
    {
        var isGenuine = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Enumerable.Range(0, 2_000).All(_ => Example.Verify()))));

        isGenuine.Should().OnlyContain(one => one);
    }

    [Fact]
    public void Message_of_now_is_genuine_by_the_clock_of_the_system()
    {
        var now = TimeProvider.System.GetUtcNow();
        var signature = StandardWebhook.Sign("a", now, Example.Body, Example.Secret);

        StandardWebhook.Verify("a", now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), signature, Example.Body, Example.Secret).Should().BeTrue();
        StandardWebhook.Verify(Example.Id, Example.Seconds, Example.Signature, Example.Body, Example.Secret).Should().BeFalse();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(20_000)]
    public async Task Verifying_allocates_nothing(int length)
    {
        var body = Enumerable.Repeat((byte)'a', length).ToArray();
        var signatures = $"{Example.Wrong} {StandardWebhook.Sign(Example.Id, Example.Time, body, Example.Secret)}";
        WebhookSecret[] secrets = [WebhookSecret.Create(), Example.Secret];

        // The clock of the other tests allocates.
        var clock = new StoppedClock();
        bool Verify() => StandardWebhook.Verify(Example.Id, Example.Seconds, signatures, body, clock, secrets);
        Verify().Should().BeTrue();

        // Code that was not optimized yet puts some values into boxes.
        var allocated = BytesOf(Verify);
        for (var round = 0; round < 3_000 && allocated > 0; round++)
        {
            await Task.Delay(20);
            allocated = BytesOf(Verify);
        }

        allocated.Should().Be(0);
    }

    private static long BytesOf(Func<bool> call)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            call();

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private sealed class StoppedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Example.Time;
    }
}
