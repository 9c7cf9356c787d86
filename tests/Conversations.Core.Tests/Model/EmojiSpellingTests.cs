namespace Conversations.Tests.Model;

public sealed class EmojiSpellingTests
{
    [Theory]
    [InlineData("❤", "❤", true)]
    [InlineData("❤", "❤\ufe0f", true)]
    [InlineData("❤\ufe0f", "❤", true)]
    [InlineData("❤", "👍", false)]
    [InlineData(":a:", ":a:", true)]
    [InlineData(":a:", ":a\ufe0f:", false)]
    [InlineData(":a:", ":b:", false)]
    [InlineData(":❤:", "❤", false)]
    [InlineData("❤", ":❤:", false)]
    public void Spellings_look_the_same_if_only_the_selectors_of_an_emoji_differ(string one, string other, bool expected) =>
        EmojiSequence.LookSame(one, other).Should().Be(expected);

    [Theory]
    [InlineData("❤", "❤\ufe0f")]
    [InlineData("❤\ufe0f", "❤")]
    [InlineData("1\ufe0f\u20e3", "1\u20e3")]
    [InlineData("👍🏽")]
    [InlineData("🇩🇪")]
    [InlineData(":❤:")]
    [InlineData("❤\u200d🔥", "❤\u200d🔥\ufe0f", "❤\ufe0f\u200d🔥", "❤\ufe0f\u200d🔥\ufe0f")]
    public void Other_spellings_are_all_valid_ones_that_look_the_same(string emoji, params string[] expected) =>
        EmojiSequence.OtherSpellings(emoji).Should().BeEquivalentTo(expected);
}
