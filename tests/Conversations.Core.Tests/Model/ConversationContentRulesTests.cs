namespace Conversations.Tests.Model;

public sealed class ConversationContentRulesTests
{
    private const string UrlPrefix = "https://example.com/";

    public static TheoryData<string?> GoodSubjects { get; } =
        [(string?)null, "a", " ", "House <https://example.com|by the sea>", "👨‍👩‍👧‍👦", new string('é', 1_000)];

    // Enumeration at discovery would make ill-formed text well-formed, so the tests disable it.
    public static TheoryData<string, string, string> BadSubjects { get; } = new()
    {
        { "", "1 to 1,000 characters", "is empty" },
        { Refused.Secret.PadRight(1_001), "1 to 1,000 characters", "has 1,001" },
        { "hunter2\n", "control characters", "U+000A at index 7" },
        { "hunter2\t", "control characters", "U+0009 at index 7" },
        { "hunter2\0", "control characters", "U+0000 at index 7" },
        { "hunter2\u0085", "control characters", "U+0085 at index 7" },
        { "hunter2\u2028", "line separators", "U+2028 at index 7" },
        { "hunter2\u2029", "line separators", "U+2029 at index 7" },
        { "hunter2\ud800", "well-formed Unicode", "lone surrogate at index 7" },
    };

    public static TheoryData<string?, string> BadWelcomeMessages { get; } = new()
    {
        { null, "is null" },
        { "", "is empty" },
        { " ", "only white space" },
        { "hunter2\0", "U+0000 at index 7" },
        { "hunter2\ud800", "lone surrogate at index 7" },
    };

    public static TheoryData<string?> GoodUrls { get; } =
    [
        (string?)null, "https://example.com", "http://example.com/a.png?b=c#d", "HTTPS://EXAMPLE.COM/", "https://münchen.example/é/😀.png",
        "https://127.0.0.1:8443/x", "https://[::1]/x", "https://a/\" onmouseover=\"x".Replace(" ", "%20", StringComparison.Ordinal),
        UrlPrefix.PadRight(2_048, 'x'),
    ];

    public static TheoryData<string, string, string> BadUrls { get; } = new()
    {
        { "", "1 to 2,048 characters", "is empty" },
        { UrlPrefix.PadRight(2_049, 'x'), "1 to 2,048 characters", "has 2,049" },
        { " https://hunter2/", "white space", "U+0020 at index 0" },
        { "https://hunter2/ ", "white space", "U+0020 at index 16" },
        { "https://hunter2/a b", "white space", "U+0020 at index 17" },
        { "https://hunter2/\u3000", "white space", "U+3000 at index 16" },
        { "https://hunter2/\n", "control characters", "U+000A at index 16" },
        { "java\tscript:hunter2", "control characters", "U+0009 at index 4" },
        { "https://hunter2/\0", "control characters", "U+0000 at index 16" },
        { "https://hunter2/\u0085", "control characters", "U+0085 at index 16" },
        { "https://hunter2/\ud800", "well-formed Unicode", "lone surrogate at index 16" },
    };

    [Theory]
    [MemberData(nameof(GoodSubjects))]
    public void A_valid_subject_is_accepted(string? subject) =>
        FluentActions.Invoking(() => ContentRules.CheckSubject(subject)).Should().NotThrow();

    [Theory]
    [MemberData(nameof(BadSubjects), DisableDiscoveryEnumeration = true)]
    public void An_invalid_subject_is_refused(string subject, string limit, string found) =>
        Refused.By(() => ContentRules.CheckSubject(subject), "subject", limit, found);

    [Theory]
    [MemberData(nameof(GoodUrls))]
    public void A_web_address_is_accepted_as_a_photo(string? photo) =>
        FluentActions.Invoking(() => ContentRules.CheckPhotoUrl(photo)).Should().NotThrow();

    [Theory]
    [MemberData(nameof(BadUrls), DisableDiscoveryEnumeration = true)]
    public void A_photo_url_that_breaks_a_rule_of_text_is_refused(string photo, string limit, string found) =>
        Refused.By(() => ContentRules.CheckPhotoUrl(photo), "photoUrl", limit, found);

    [Theory]
    [InlineData("//evil.com")]
    [InlineData("/hunter2")]
    [InlineData("hunter2.png")]
    [InlineData("www.hunter2.com")]
    [InlineData("https:hunter2")]
    [InlineData("https:/hunter2")]
    [InlineData("https:\\\\hunter2")]
    [InlineData("https://")]
    [InlineData("https:///hunter2")]
    [InlineData("https://?hunter2")]
    [InlineData("https://:80/hunter2")]
    [InlineData("https://hunter2:99999/")]
    [InlineData("http://[hunter2]/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("JaVaScRiPt:alert(1)")]
    [InlineData("data:image/png;base64,AAAA")]
    [InlineData("vbscript:hunter2")]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://hunter2/a.png")]
    [InlineData("mailto:a@hunter2.com")]
    [InlineData("tel:123")]
    [InlineData("blob:https://hunter2/x")]
    public void Anything_but_an_absolute_web_address_is_refused_as_a_photo(string photo) =>
        Refused.By(() => ContentRules.CheckPhotoUrl(photo), "photoUrl", "absolute http or https URL", "is not");

    [Fact]
    public void Welcome_messages_are_limited_in_number()
    {
        ContentRules.CheckWelcomeMessages(null, ConversationLimits.Default);
        ContentRules.CheckWelcomeMessages([], ConversationLimits.Default);
        ContentRules.CheckWelcomeMessages(Enumerable.Repeat("Hi", 20).ToList(), ConversationLimits.Default);

        Refused.By(
            () => ContentRules.CheckWelcomeMessages(Enumerable.Repeat("hunter2", 21).ToList(), ConversationLimits.Default),
            "welcomeMessages", "at most 20 messages", "has 21");
        Refused.By(
            () => ContentRules.CheckWelcomeMessages(["hunter2"], new() { MaxWelcomeMessages = 0 }),
            "welcomeMessages", "at most 0 messages", "has 1");
    }

    [Theory]
    [MemberData(nameof(BadWelcomeMessages), DisableDiscoveryEnumeration = true)]
    public void An_invalid_welcome_message_is_refused_with_its_index(string? message, string found) =>
        Refused.By(
            () => ContentRules.CheckWelcomeMessages(["Hi", message!], ConversationLimits.Default), "welcomeMessages[1]", "must", found);

    [Fact]
    public void A_welcome_message_has_at_most_10000_characters_regardless_of_the_limit_of_texts()
    {
        ContentRules.CheckWelcomeMessages([new string('a', 10_000)], new() { MaxTextLength = 10 });

        Refused.By(
            () => ContentRules.CheckWelcomeMessages([Refused.Secret.PadRight(10_001)], new() { MaxTextLength = 100_000 }),
            "welcomeMessages[0]", "1 to 10,000 characters", "has 10,001");
    }
}
