using EmailNotifications.Mail;

namespace EmailNotifications.Tests;

public sealed class AddressTests
{
    [Theory]
    [InlineData("bob@example.com", "bob@example.com")]
    [InlineData("Bob <bob@example.com>", "bob@example.com")]
    [InlineData("\"Mallory, Bob\" <bob@example.com>", "bob@example.com")]
    [InlineData("bob+chat@example.com", "bob+chat@example.com")]
    [InlineData("bob@bücher.example", "bob@xn--bcher-kva.example")]
    public void One_mailbox_is_read(string text, string address)
    {
        Address.TryParse(text, out var mailbox).Should().BeTrue();

        mailbox!.GetAddress(idnEncode: true).Should().Be(address);
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public void What_is_not_one_mailbox_is_refused(string? text) => Address.TryParse(text, out _).Should().BeFalse();

    [Fact]
    public void Mailbox_of_the_configuration_must_be_one() =>
        FluentActions.Invoking(() => Address.Parse("a@example.com, b@example.com")).Should().Throw<FormatException>();

    public static TheoryData<string?> Bad =>
    [
        (string?)null,
        "",
        "  ",
        "bob",
        "bob@",
        "@example.com",
        "a@b.c, d@e.f",
        "\"a@b.c, d@e.f\"",
        "a@b.c; d@e.f",
        "a@b.c d@e.f",
        "group: a@b.c;",
        "group: a@b.c, d@e.f;",
        "undisclosed-recipients:;",
        "<@relay.example:bob@example.com>",
        "bob@example.com\r\nBcc: mallory@example.com",
        "bob@example.com\n",
        "bob\0@example.com",
        "bob@example.com\t",
        "\"bob\r\nRCPT TO:<mallory@example.com>\"@example.com",
        "\"bob mallory\"@example.com",
        "bob@example.com>\u0085<mallory@example.com",
        "{{ 7 | times: 6 }}",
        "<script>alert(1)</script>",
        "böb@example.com",
        "😀@example.com",
        $"{new string('b', 65)}@example.com",
        $"bob@{string.Join('.', Enumerable.Repeat("example", 40))}",
        $"bob@{new string('x', 100_000)}",
    ];
}
