using System.Text;

namespace Conversations.Tests.Model;

public sealed class EmojiRulesTests
{
    public static TheoryData<string> Good { get; } =
    [
        "😀", "👍", "👍🏽", "☝", "☝️", "☝🏿", "❤", "❤️", "❤️‍🔥", "©", "™️", "1️⃣", "#️⃣", "*️⃣", "1⃣", "🏻",
        "🇩🇪", "🇺🇳", "🏴", "🏴‍☠️", "🏳️‍🌈", "🏳️‍⚧️", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "👨‍👩‍👧‍👦", "👩🏽‍💻", "🧑🏻‍❤️‍💋‍🧑🏿", "👁️‍🗨️",
        "🐻‍❄️", "🫱🏻‍🫲🏿", "🫩", "\U0001FAC8", "🀄", "㊗️", "〰️", "▶",
        "🏴\U000E0030\U000E0039\U000E0061\U000E007A\U000E007F",
        ":a:", ":+1:", ":thumbs_up:", ":Größe:", ":漢:", ":😀:", ":$1:", ":" + new string('x', 48) + ":",
        string.Join("\u200d", Enumerable.Repeat("👨", 8)),
    ];

    // Enumeration at discovery would make ill-formed text well-formed, so the test disables it.
    public static TheoryData<string> Bad { get; } =
    [
        "a", "1", "#", "*", " ", "é", "漢", "hunter2", "1️", "#️", "😀😀", "😀 ", " 😀", "😀a", "👍🏽🏽", "😀🏽", "❤︎", "❤🔥",
        "🇩", "🇩🇪🇫", "🇩🇪🇫🇷", "🇩️", "🇩a", "\u200d", "\ufe0f", "\u20e3", "a\u20e3", "😀\u20e3", "😀️️", "😀\u200d", "\u200d😀", "😀\u200d\u200d😀",
        "👨\u200da", "👨\u200d1", "👨\u200d🇩🇪", "🏴\U000E007F", "🏴\U000E0067\U000E007F", "🏴\U000E0067\U000E0062\U000E0065", "😀\U000E0067\U000E0062\U000E0065\U000E007F",
        "🏴\U000E0067\U000E0020\U000E0062\U000E007F",
        "🏴\U000E0067\U000E002F\U000E0062\U000E007F", "🏴\U000E0067\U000E003A\U000E0062\U000E007F", "🏴\U000E0067\U000E0060\U000E0062\U000E007F",
        "🏴\U000E0067\U000E007B\U000E0062\U000E007F", "\U000E0067", "\U0001F02C", "\U0001FFFF", "\ud83d", "\ude00", "😀\ud83d", "\0", "❤️\n",
        "::", ":", ":::", ":a", "a:", ":a:b:", ": :", ":a b:", ":a\t:", ":a\0:", ":a\u200d:", ":\u202ea:", ":a\u2028:", ":\ud800:", ":a: ", ":hunter2", ":\u3164:", ":\u2800\u034f:",
        string.Join("\u200d", Enumerable.Repeat("👨", 9)),
    ];

    [Theory]
    [MemberData(nameof(Good))]
    public void One_emoji_or_a_name_between_colons_is_accepted(string emoji) =>
        FluentActions.Invoking(() => ContentRules.CheckEmoji(emoji)).Should().NotThrow();

    [Theory]
    [MemberData(nameof(Bad), DisableDiscoveryEnumeration = true)]
    public void Everything_else_is_refused(string emoji) =>
        Refused.By(() => ContentRules.CheckEmoji(emoji), "emoji", "one Unicode emoji, or a name between colons", "is neither");

    [Fact]
    public void An_emoji_that_is_null_empty_or_longer_than_50_characters_is_refused()
    {
        Refused.By(() => ContentRules.CheckEmoji(null), "emoji", "1 to 50 characters", "is null");
        Refused.By(() => ContentRules.CheckEmoji(""), "emoji", "1 to 50 characters", "is empty");
        Refused.By(() => ContentRules.CheckEmoji($":{Refused.Secret.PadRight(49, 'x')}:"), "emoji", "1 to 50 characters", "has 51");
    }

    [Fact]
    public void The_table_has_as_many_code_points_as_Unicode_17_lists()
    {
        var all = Enumerable.Range(0, 0x110000).Where(EmojiTable.IsEmoji).ToList();

        all.Should().HaveCount(1_438);
        Enumerable.Range(0, 0x110000).Count(EmojiTable.TakesSkinTone).Should().Be(134);
        all.Count(rune => EmojiSequence.IsOne(new Rune(rune).ToString())).Should().Be(1_438 - 12 - 26);
    }

    [Fact]
    public async Task Checking_a_valid_emoji_allocates_nothing() =>
        (await Allocation.OfAsync(() => ContentRules.CheckEmoji("👨‍👩‍👧‍👦"))).Should().Be(0);
}
