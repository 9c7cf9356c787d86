namespace Conversations.Tests.Text;

public sealed class UnspacedScriptTests
{
    [Theory]
    [InlineData("請看https://example.com/a", "https://example.com/a")]
    [InlineData("これはhttp://example.com", "http://example.com")]
    [InlineData("カタカナーhttps://example.com", "https://example.com")]
    [InlineData("ดูที่https://example.com/a", "https://example.com/a")]
    [InlineData("𠮷https://example.com/a", "https://example.com/a")]
    [InlineData("辻\U000E0100https://example.com/a", "https://example.com/a")]
    [InlineData("ｶﾞhttps://example.com/a", "https://example.com/a")]
    [InlineData("❤\ufe0fhttps://example.com/a", "https://example.com/a")]
    [InlineData("1\ufe0f\u20e3https://example.com/a", "https://example.com/a")]
    [InlineData("①https://example.com/a", "https://example.com/a")]
    [InlineData("☀\ufe0fann@example.com", "ann@example.com")]
    public void A_link_begins_after_a_letter_of_a_script_without_spaces(string text, string link) => Links(text).Should().Equal(link);

    [Theory]
    [InlineData("xhttps://example.com")]
    [InlineData("яhttps://example.com")]
    [InlineData("한https://example.com")]
    [InlineData("ש1https://example.com")]
    [InlineData("1\ufe0fhttps://example.com")]
    [InlineData("e\u0301https://example.com")]
    [InlineData("看mailto:a@example.com/")]
    public void A_link_does_not_begin_inside_a_word_of_any_other_script_and_not_without_slashes(string text) =>
        Markup.Parse(text).Nodes.OfType<MarkupLink>().Should().NotContain(link => link.Href.StartsWith("http") || link.Text.StartsWith("mailto"));

    [Theory]
    [InlineData("https://example.comをご覧", "https://example.com")]
    [InlineData("https://example.comをご覧ください。次は", "https://example.com")]
    [InlineData("https://example.comをご覧ください。URLは", "https://example.com")]
    [InlineData("https://example.com(公式サイト)です", "https://example.com")]
    [InlineData("https://example.com[公式]です", "https://example.com")]
    [InlineData("｢https://example.com｣です", "https://example.com")]
    [InlineData("https://example.com､次", "https://example.com")]
    [InlineData("https://example.com〜から", "https://example.com")]
    [InlineData("https://example.com។ខ្មែរ", "https://example.com")]
    [InlineData("https://example.com။မြန်မာ", "https://example.com")]
    [InlineData("http://[::1]:8080を見て", "http://[::1]:8080")]
    [InlineData("http://[::1]を見て", "http://[::1]")]
    [InlineData("https://example.comについて:これ", "https://example.com")]
    [InlineData("https://example.com、https://example.com/b", "https://example.com", "https://example.com/b")]
    [InlineData("https://example.com에서 보세요", "https://example.com")]
    [InlineData("https://example.comที่นี่", "https://example.com")]
    [InlineData("https://例え.jpをご覧", "https://例え.jp")]
    [InlineData("https://example.com:8080をご覧", "https://example.com:8080")]
    [InlineData("http://localhostをご覧", "http://localhost")]
    [InlineData("http://localhost:5000をご覧", "http://localhost:5000")]
    [InlineData("http://127.0.0.1をご覧", "http://127.0.0.1")]
    [InlineData("(https://example.com)をご覧", "https://example.com")]
    [InlineData("官网https://example.com，欢迎访问", "https://example.com")]
    [InlineData("「https://example.com」、と", "https://example.com")]
    [InlineData("https://example.comをhttps://example.orgと", "https://example.com", "https://example.org")]
    [InlineData("https://example.comまで、ann@example.orgへ", "https://example.com", "ann@example.org")]
    [InlineData("mailto:ann@example.comまで", "mailto:ann@example.com")]
    [InlineData("連絡は ann@example.comまで", "ann@example.com")]
    public void A_bare_host_ends_where_a_letter_follows_that_cannot_belong_to_it(string text, params string[] urls) => Links(text).Should().Equal(urls);

    [Theory]
    [InlineData("https://www.abc日本.jp", "https://www.abc日本.jp")]
    [InlineData("https://www.abc日本.jpをご覧", "https://www.abc日本.jp")]
    [InlineData("https://www.jr東日本.みんな/", "https://www.jr東日本.みんな/")]
    [InlineData("https://www.jr東日本.みんな", "https://www.jr東日本.みんな")]
    [InlineData("https://www.kbs한국.한국/", "https://www.kbs한국.한국/")]
    [InlineData("https://www.12306网.中国/login", "https://www.12306网.中国/login")]
    [InlineData("https://www.tv東京.jp./", "https://www.tv東京.jp./")]
    [InlineData("http://www.jr東日本.co-op/", "http://www.jr東日本.co-op/")]
    [InlineData("https://abc日本/", "https://abc日本/")]
    [InlineData("https://example.中国", "https://example.中国")]
    [InlineData("https://example.cоm", "https://example.cоm")]
    [InlineData("https://münchen", "https://münchen")]
    public void A_host_of_several_scripts_is_read_whole(string text, string link) => Links(text).Should().Equal(link);

    [Theory]
    [InlineData("https://www.abc日本。jp/")]
    [InlineData("https://example。中国")]
    [InlineData("https://a.org。請看")]
    [InlineData("https://a.org、b")]
    [InlineData("a@b.co日本.jp")]
    [InlineData("https://example.comを見て.それから")]
    [InlineData("https://example.comとexample.orgを見て")]
    [InlineData("https://example.comのREADME.mdを見て")]
    [InlineData("https://bank.com登录.evil.рф/")]
    [InlineData("https://bank.com登录.evil.c0m/")]
    [InlineData("https://bank.com登录.xn--p1ai/")]
    [InlineData("https://bank.com登录:8080/")]
    [InlineData("https://user:1234を@example.com/")]
    [InlineData("https://john.doe日本:pw@example.com/")]
    [InlineData("ann@www.jr東日本.みんな")]
    public void A_host_that_may_go_on_is_text(string text) => Links(text).Should().BeEmpty();

    [Theory]
    [InlineData("https://ja.wikipedia.org/wiki/ジョン・レノン", "https://ja.wikipedia.org/wiki/ジョン・レノン")]
    [InlineData("https://ja.wikipedia.org/wiki/ジョン・レノン。", "https://ja.wikipedia.org/wiki/ジョン・レノン")]
    [InlineData("https://ja.wikipedia.org/wiki/ジョン・レノン」。", "https://ja.wikipedia.org/wiki/ジョン・レノン")]
    [InlineData("https://ja.wikipedia.org/wiki/ジョン・ ", "https://ja.wikipedia.org/wiki/ジョン")]
    [InlineData("https://ja.wikipedia.org/wiki/ジョン・・レノン", "https://ja.wikipedia.org/wiki/ジョン")]
    [InlineData("https://example.com/a、b–c?d=“e”f", "https://example.com/a、b–c?d=“e”f")]
    [InlineData("https://example.com/a（b）.", "https://example.com/a（b")]
    [InlineData("https://example.com/a\U00010100b\U00010100 c", "https://example.com/a\U00010100b")]
    public void Punctuation_beyond_ASCII_ends_a_URL_only_before_white_space_the_end_or_more_of_its_kind(string text, string link) =>
        Links(text).Should().Equal(link);

    [Theory]
    [InlineData("https://fa.wikipedia.org/wiki/می\u200cخواهم", "https://fa.wikipedia.org/wiki/می\u200cخواهم")]
    [InlineData("https://example.com/👩\u200d💻", "https://example.com/👩\u200d💻")]
    [InlineData("https://example.com/❤\ufe0f\u200d🔥x", "https://example.com/❤\ufe0f\u200d🔥x")]
    [InlineData("https://example.com/🏴\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F", "https://example.com/🏴\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F")]
    [InlineData("https://example.com/1\ufe0f\u20e3/x", "https://example.com/1\ufe0f\u20e3/x")]
    [InlineData("https://example.com/a\u200d", "https://example.com/a")]
    [InlineData("https://example.com/a\u200d b", "https://example.com/a")]
    [InlineData("https://example.com/a\u200bb", "https://example.com/a")]
    [InlineData("\u2068https://example.com\u2069", "https://example.com")]
    [InlineData("https://example.com\u200b", "https://example.com")]
    public void A_joiner_between_letters_or_emoji_does_not_end_a_URL_and_other_invisible_characters_do(string text, string link) =>
        Links(text).Should().Equal(link);

    [Theory]
    [InlineData("<https://example.com|\u3164>")]
    [InlineData("<https://example.com|\u200b\u2800>")]
    [InlineData("<!!mention:a|\u3164>")]
    public void A_label_or_name_that_shows_nothing_is_not_one(string text) => Outline.Of(text, MarkupOptions.ForApp).Should().Be($"'{text}'");

    [Theory]
    [InlineData("*\u3164*")]
    [InlineData("_\u00ad_")]
    [InlineData("~\u2800\U000E0061~")]
    public void A_span_that_shows_nothing_is_text(string text) => Outline.Of(text, MarkupOptions.ForApp).Should().Be($"'{text}'");

    private static IEnumerable<string> Links(string text) => Markup.Parse(text).Nodes.OfType<MarkupLink>().Select(link => link.Text);
}
