using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using EmailNotifications.Unsubscribe;

namespace EmailNotifications.Tests;

public sealed class UnsubscribeTokensTests
{
    private const string Purpose = "email-notifications.unsubscribe";
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private static readonly DateTimeOffset _expiry = Missed.At + TimeSpan.FromDays(90);
    private static readonly string _token = Missed.Tokens().Create(Missed.Bob, Missed.House, Missed.At);

    [Fact]
    public void Token_names_its_user_and_its_conversation()
    {
        var (bob, house) = (new UserId("böb 😀"), new ConversationId("a/b?c=d&e"));
        var token = Missed.Tokens().Create(bob, house, Missed.At);

        Missed.Tokens().Read(token, out var user, out var conversation).Should().Be(TokenState.Valid);

        (user, conversation).Should().Be((bob, house));
        token.Should().MatchRegex("^[A-Za-z0-9_-]+$");
    }

    [Fact]
    public void Token_is_what_the_documentation_says()
    {
        _token.Should().Be(Signed(Missed.Secret, Purpose, "bob", "house"));
    }

    [Fact]
    public void Token_of_another_purpose_is_invalid() => StateOf(Signed(Missed.Secret, "email-notifications.subscribe", "bob", "house")).Should().Be(TokenState.Invalid);

    [Fact]
    public void Token_of_another_secret_is_invalid() => StateOf(Missed.Tokens(secret: $"{Missed.Secret}!").Create(Missed.Bob, Missed.House, Missed.At)).Should().Be(TokenState.Invalid);

    [Fact]
    public void Signature_of_a_user_is_invalid()
    {
        var signature = UserSignature.Create(Missed.Secret, Missed.Bob);

        StateOf(signature).Should().Be(TokenState.Invalid);
        StateOf(Base64Url.EncodeToString([.. Base64Url.DecodeFromChars(_token)[..^32], .. Convert.FromHexString(signature)])).Should().Be(TokenState.Invalid);
    }

    [Theory]
    [InlineData("bob", "hous", "bobh", "ouse")]
    [InlineData("bo", "bhouse", "bob", "house")]
    public void Tag_of_another_user_or_conversation_is_invalid(string user, string conversation, string otherUser, string otherConversation)
    {
        var tag = Base64Url.DecodeFromChars(Signed(Missed.Secret, Purpose, user, conversation))[^32..];
        var other = Base64Url.DecodeFromChars(Signed(Missed.Secret, Purpose, otherUser, otherConversation))[..^32];

        StateOf(Base64Url.EncodeToString([.. other, .. tag])).Should().Be(TokenState.Invalid);
    }

    [Fact]
    public void Token_with_any_byte_changed_is_invalid()
    {
        var bytes = Base64Url.DecodeFromChars(_token);
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] ^= 1;
            StateOf(Base64Url.EncodeToString(bytes)).Should().Be(TokenState.Invalid, "byte {0} differs", i);
            bytes[i] ^= 1;
        }
    }

    [Fact]
    public void Token_with_any_character_changed_removed_or_added_is_invalid()
    {
        for (var i = 0; i < _token.Length; i++)
        {
            foreach (var character in Alphabet.Where(character => character != _token[i]))
                StateOf($"{_token[..i]}{character}{_token[(i + 1)..]}").Should().Be(TokenState.Invalid);

            StateOf(_token.Remove(i, 1)).Should().Be(TokenState.Invalid);
            StateOf(_token.Insert(i, " ")).Should().Be(TokenState.Invalid);
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("=")]
    [InlineData("A")]
    [InlineData("AAAA")]
    [InlineData("%00")]
    [InlineData("\0")]
    [InlineData("😀")]
    [InlineData("\ud800")]
    public void What_is_no_token_is_invalid(string? token) => StateOf(token).Should().Be(TokenState.Invalid);

    [Fact]
    public void Token_with_something_around_it_is_invalid()
    {
        foreach (var token in (string[])[$"{_token}=", $"{_token}==", $"{_token}\n", $" {_token}", $"{_token}{_token}", new('A', 1_000_000)])
            StateOf(token).Should().Be(TokenState.Invalid);
    }

    [Fact]
    public void Token_expires()
    {
        Missed.Tokens(now: _expiry.AddSeconds(-1)).Read(_token, out _, out _).Should().Be(TokenState.Valid);
        Missed.Tokens(now: _expiry).Read(_token, out var user, out var conversation).Should().Be(TokenState.Expired);

        (user, conversation).Should().Be((default, default));
    }

    private static TokenState StateOf(string? token) => Missed.Tokens().Read(token, out _, out _);

    /// <summary>Signs as the documentation says, without the code that it tests.</summary>
    private static string Signed(string secret, string purpose, string user, string conversation)
    {
        var expiry = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(expiry, _expiry.ToUnixTimeSeconds());
        byte[] payload = [.. expiry, .. Prefixed(user), .. Prefixed(conversation)];
        byte[] signed = [.. Prefixed(purpose), .. payload];
        return Base64Url.EncodeToString([.. payload, .. HMACSHA256.HashData(Encoding.ASCII.GetBytes(secret), signed)]);
    }

    private static byte[] Prefixed(string text) => [0, (byte)text.Length, .. Encoding.ASCII.GetBytes(text)];
}
