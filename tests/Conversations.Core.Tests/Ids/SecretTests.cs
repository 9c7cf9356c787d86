namespace Conversations.Tests.Ids;

public sealed class SecretTests
{
    [Fact]
    public void Secret_of_sixteen_bytes_is_accepted() => Secret.Problem("SOMERANDOMSECRET").Should().BeNull();

    [Fact]
    public void Null_is_refused_with_the_name_of_the_argument() =>
        FluentActions.Invoking(() => Secret.Encode(null, "secrets[1]")).Should().Throw<ArgumentNullException>().WithParameterName("secrets[1]");

    [Theory]
    [InlineData("\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9x", "*at least 16 bytes, but has 15.*")]
    [InlineData("abc\\ud800", "*well-formed Unicode, but has a lone surrogate.*")]
    public void Bad_secret_is_refused_with_the_reason_and_without_the_secret(string escaped, string reason)
    {
        var secret = Vectors.Unescape(escaped);

        var error = FluentActions.Invoking(() => Secret.Encode(secret, "secret")).Should().Throw<ArgumentException>().WithMessage(reason).Which;

        Secret.Problem(secret).Should().Be(error.Message);
        error.ToString().Should().NotContain(secret);
        error.InnerException.Should().BeNull();
    }

    [Fact]
    public void List_of_secrets_must_not_be_null() =>
        FluentActions.Invoking(() => new ConversationIds(null!, hideOneOnOneIds: false)).Should().Throw<ArgumentNullException>().WithParameterName("secrets");
}
