using System.Security.Cryptography;
using System.Text;

namespace Conversations.Tests.Ids;

public sealed class HmacConversationIdTests
{
    private const string Secret = "SOMERANDOMSECRET";

    [Fact]
    public void Id_is_the_HMAC_of_every_vector()
    {
        var vectors = Vectors.Read("hmac.json").ToList();

        vectors.Should().HaveCount(6);
        foreach (var vector in vectors)
        {
            HmacConversationId.Derive(vector["secret"], vector["id"]).Value.Should().Be(vector["hmac"]);
            HmacConversationId.Derive(Strict.GetBytes(vector["secret"]), vector["id"]).Value.Should().Be(vector["hmac"]);
            new ConversationIds([vector["secret"]], false).Hide(vector["id"]).Value.Should().Be(vector["hmac"]);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(100_000)]
    public void Id_equals_the_HMAC_of_the_platform_for_logical_ids_of_any_length(int length)
    {
        foreach (var text in new[] { new string('x', length), new string('é', length), Emoji(length) })
        {
            var expected = Convert.ToHexStringLower(HMACSHA256.HashData(Strict.GetBytes(Secret), Strict.GetBytes(text)));

            HmacConversationId.Derive(Secret, text).Value.Should().Be(expected);
        }
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(15, false)]
    [InlineData(16, true)]
    [InlineData(10_000, true)]
    public void Secret_has_at_least_sixteen_bytes(int length, bool accepted)
    {
        var (text, bytes) = (new string('k', length), new byte[length]);
        Action[] calls =
        [
            () => HmacConversationId.Derive(text, "x"),
            () => HmacConversationId.Derive(bytes, "x"),
            () => UserSignature.Create(text, new UserId("x")),
            () => UserSignature.Create(bytes, new UserId("x")),
            () => UserSignature.Verify(text, new UserId("x"), ""),
            () => UserSignature.Verify(bytes, new UserId("x"), ""),
        ];

        foreach (var call in calls)
        {
            if (accepted)
                call.Should().NotThrow();
            else
                call.Should().Throw<ArgumentException>().WithParameterName("secret").WithMessage($"*at least 16*has {length}.*");
        }
    }

    [Fact]
    public void Secret_is_measured_in_bytes() =>
        FluentActions.Invoking(() => HmacConversationId.Derive("éééééééé", "x")).Should().NotThrow();

    [Fact]
    public void Secret_with_a_lone_surrogate_is_refused_and_not_shown_in_the_error()
    {
        var error = FluentActions.Invoking(() => HmacConversationId.Derive("sixteen and more\ud83d", "x"))
            .Should().Throw<ArgumentException>().WithParameterName("secret").Which;

        error.ToString().Should().NotContainAny("sixteen", "D83D");
        error.InnerException.Should().BeNull();
    }

    [Theory]
    [InlineData("\\ud800")]
    [InlineData("hush\\udc00\\ud800")]
    [InlineData("hush\\ud83d")]
    public void Logical_id_with_a_lone_surrogate_is_refused_and_not_shown_in_the_error(string escaped)
    {
        var id = Vectors.Unescape(escaped);
        var ids = new ConversationIds([Secret], false);

        FluentActions.Invoking(() => HmacConversationId.Derive(Secret, id))
            .Should().Throw<ArgumentException>().WithParameterName("id").Which.ToString().Should().NotContain("hush");
        FluentActions.Invoking(() => ids.Hide(id))
            .Should().Throw<ArgumentException>().WithParameterName("logicalId").Which.ToString().Should().NotContain("hush");
        ids.Hide("12345").Value.Should().Be("491210107d387d527a95b1f30c7fb084b1cbd4ae9515a1805785ed97d0895f24");
    }

    [Fact]
    public void Logical_id_with_an_error_at_its_end_does_not_affect_the_next_id()
    {
        var ids = new ConversationIds([Secret], false);

        FluentActions.Invoking(() => ids.Hide(new string('x', 1000) + "\ud800")).Should().Throw<ArgumentException>();

        ids.Hide("12345").Should().Be(HmacConversationId.Derive(Secret, "12345"));
    }

    [Fact]
    public void Empty_logical_ids_and_null_arguments_are_refused()
    {
        FluentActions.Invoking(() => HmacConversationId.Derive(Secret, "")).Should().Throw<ArgumentException>().WithParameterName("id");
        FluentActions.Invoking(() => HmacConversationId.Derive(Secret, null!)).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => HmacConversationId.Derive((string)null!, "x")).Should().Throw<ArgumentNullException>();
    }

    [Fact]
    public void Logical_id_may_contain_characters_that_other_ids_may_not_contain() =>
        HmacConversationId.Derive(Secret, " \n\0").Value.Should().HaveLength(64);

    private static UTF8Encoding Strict { get; } = new(false, throwOnInvalidBytes: true);

    private static string Emoji(int count) => "x" + string.Concat(Enumerable.Repeat("😀", count));
}
