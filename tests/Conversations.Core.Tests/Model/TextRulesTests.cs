namespace Conversations.Tests.Model;

public sealed class TextRulesTests
{
    public static TheoryData<string> Good { get; } =
    [
        "a", ".", "0", "é", "漢", "😀", "!", "~", "a\tb\r\nc\n", "  a", "a  ", "\u200da", "a\u200d", "\u200b.", "\u0301", "\u00ad-", "\u3164a", "\u2801", "\u3163", "\ufffd",
        "👨‍👩‍👧‍👦", "\u202ertl", "\ufeffbom", "\ue000", "\uffff", "\U0010FFFF", "{{7*7}}", "${jndi:x}", "%s%n", "{0}", "&lt;",
        new string('a', 10_000), new string('é', 10_000), string.Concat(Enumerable.Repeat("😀", 5_000)),
        "e" + new string('\u0301', 500), new string(' ', 9_999) + "a", new string('\u200b', 9_999) + "é",
    ];

    // Enumeration at discovery would make ill-formed text well-formed, so the test disables it.
    public static TheoryData<string?, string, string> Bad { get; } = new()
    {
        { null, "1 to 10,000 characters", "is null" },
        { "", "1 to 10,000 characters", "is empty" },
        { Refused.Secret.PadRight(10_001), "1 to 10,000 characters", "has 10,001" },
        { string.Concat(Enumerable.Repeat("😀", 5_000)) + "a", "1 to 10,000 characters", "has 10,001" },
        { " ", "visible character", "only white space" },
        { " \t\r\n ", "visible character", "only white space" },
        { "\u00a0\u2003\u3000\u2028\u2029", "visible character", "only white space" },
        { "\u200b\u200c\u200d\u2060\ufeff\u00ad\u202e", "visible character", "format characters" },
        { "\U000E0001\U000E0061", "visible character", "format characters" },
        { "\u3164", "visible character", "blank characters" },
        { "\u2800\u115f\u1160\u034f\uffa0\u17b4\ufe0f", "visible character", "blank characters" },
        { " \U000E0100\U0001D159\U00016FE4\U00013441\u180f\u2065\ufff0", "visible character", "blank characters" },
        { new string(' ', 10_000), "visible character", "only white space" },
        { "hunter2\0", "control characters", "U+0000 at index 7" },
        { "\u001b[31mhunter2", "control characters", "U+001B at index 0" },
        { "hunter2\b", "control characters", "U+0008 at index 7" },
        { "hunter2\v", "control characters", "U+000B at index 7" },
        { "hunter2\f", "control characters", "U+000C at index 7" },
        { "hunter2\u007f", "control characters", "U+007F at index 7" },
        { "hunter2\u0085", "control characters", "U+0085 at index 7" },
        { "hunter2\u009f", "control characters", "U+009F at index 7" },
        { "hunter2é\u0001", "control characters", "U+0001 at index 8" },
        { "hunter2\ud83d", "well-formed Unicode", "lone surrogate at index 7" },
        { "hunter2\ude00", "well-formed Unicode", "lone surrogate at index 7" },
        { "\ude00\ud83dhunter2", "well-formed Unicode", "lone surrogate at index 0" },
        { "😀\ud83d\ud83d\ude00hunter2", "well-formed Unicode", "lone surrogate at index 2" },
    };

    [Theory]
    [MemberData(nameof(Good))]
    public void A_valid_text_is_accepted(string text) =>
        FluentActions.Invoking(() => ContentRules.CheckText(text, "text", 10_000)).Should().NotThrow();

    [Theory]
    [MemberData(nameof(Bad), DisableDiscoveryEnumeration = true)]
    public void An_invalid_text_is_refused(string? text, string limit, string found) =>
        Refused.By(() => ContentRules.CheckText(text, "text", 10_000), "text", limit, found);

    [Fact]
    public void Only_control_characters_other_than_tab_and_line_breaks_are_refused()
    {
        for (var unit = '\0'; unit < '\ud800'; unit++)
        {
            var isRefused = char.IsControl(unit) && unit is not ('\t' or '\r' or '\n');
            var act = () => ContentRules.CheckText($"a{unit}", "text", 10);

            if (isRefused)
                act.Should().Throw<InvalidConversationDataException>("of U+{0:X4}", (int)unit);
            else
                act();
        }
    }

    [Fact]
    public void The_maximum_length_is_the_one_that_is_passed()
    {
        ContentRules.CheckText("abc", "text", 3);

        Refused.By(() => ContentRules.CheckText("hunter2", "text", 3), "text", "1 to 3 characters", "has 7");
    }

    [Fact]
    public void A_very_long_text_is_refused_without_copying_or_reading_it()
    {
        var text = new string('x', 100_000_000);
        var before = GC.GetAllocatedBytesForCurrentThread();

        Refused.By(() => ContentRules.CheckText(text, "text", 10_000), "text", "1 to 10,000", "100,000,000");

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(1_000_000);
    }

    [Theory]
    [InlineData("Hi there!?")]
    [InlineData("Grüße, 漢字, 😀 and 👨‍👩‍👧‍👦")]
    public async Task Checking_a_valid_text_allocates_nothing(string text) =>
        (await Allocation.OfAsync(() => ContentRules.CheckText(text, "text", 10_000))).Should().Be(0);
}
