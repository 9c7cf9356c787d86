using System.Text;

namespace Conversations.Tests.Ids;

public sealed class UserSignatureTests
{
    private const string Secret = "SOMERANDOMSECRET";
    private const string Signature = "491210107d387d527a95b1f30c7fb084b1cbd4ae9515a1805785ed97d0895f24";

    private static readonly UserId User = new("12345");

    [Fact]
    public void Signature_is_the_HMAC_of_the_user_id()
    {
        UserSignature.Create(Secret, User).Should().Be(Signature);
        UserSignature.Create("SOMERANDOMSECRET"u8, User).Should().Be(Signature);
    }

    [Fact]
    public void Signature_equals_the_hidden_id_when_the_secret_is_the_same() =>
        UserSignature.Create(Secret, User).Should().Be(HmacConversationId.Derive(Secret, User.Value).Value);

    [Fact]
    public void Signature_of_the_user_is_valid()
    {
        UserSignature.Verify(Secret, User, Signature).Should().BeTrue();
        UserSignature.Verify("SOMERANDOMSECRET"u8, User, Signature).Should().BeTrue();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("4")]
    [InlineData("491210107D387D527A95B1F30C7FB084B1CBD4AE9515A1805785ED97D0895F24")]
    [InlineData("591210107d387d527a95b1f30c7fb084b1cbd4ae9515a1805785ed97d0895f24")]
    [InlineData("491210107d387d527a95b1f30c7fb084b1cbd4ae9515a1805785ed97d0895f25")]
    [InlineData("491210107d387d527a95b1f30c7fb084b1cbd4ae9515a1805785ed97d0895f2")]
    [InlineData("491210107d387d527a95b1f30c7fb084b1cbd4ae9515a1805785ed97d0895f240")]
    [InlineData(" 491210107d387d527a95b1f30c7fb084b1cbd4ae9515a1805785ed97d0895f24")]
    [InlineData("491210107d387d527a95b1f30c7fb084b1cbd4ae9515a1805785ed97d0895f2\0")]
    [InlineData("４91210107d387d527a95b1f30c7fb084b1cbd4ae9515a1805785ed97d0895f24")]
    [InlineData("zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz")]
    public void Any_other_signature_is_invalid(string? signature)
    {
        UserSignature.Verify(Secret, User, signature).Should().BeFalse();
        UserSignature.Verify("SOMERANDOMSECRET"u8, User, signature).Should().BeFalse();
    }

    [Fact]
    public void Signature_of_lone_surrogates_is_invalid() =>
        UserSignature.Verify(Secret, User, new StringBuilder().Append('\ud800', 64).ToString()).Should().BeFalse();

    [Fact]
    public void Signature_is_invalid_for_another_user_or_secret()
    {
        UserSignature.Verify(Secret, new UserId("12346"), Signature).Should().BeFalse();
        UserSignature.Verify(Secret + "X", User, Signature).Should().BeFalse();
    }

    [Fact]
    public void Default_user_is_refused()
    {
        FluentActions.Invoking(() => UserSignature.Create(Secret, default))
            .Should().Throw<ArgumentException>().WithParameterName("userId");
        FluentActions.Invoking(() => UserSignature.Verify(Secret, default, Signature))
            .Should().Throw<ArgumentException>().WithParameterName("userId");
    }
}
