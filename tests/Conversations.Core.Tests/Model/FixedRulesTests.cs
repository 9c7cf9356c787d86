namespace Conversations.Tests.Model;

public sealed class FixedRulesTests
{
    [Theory]
    [InlineData("a", true)]
    [InlineData("\u3164", true)]
    [InlineData("a\tb\r\n", true)]
    [InlineData("", false)]
    [InlineData(null, false)]
    [InlineData("a\u0007", false)]
    [InlineData("a\u0085", false)]
    public void Text_breaks_only_changing_rules_unless_it_breaks_a_fixed_one(string? text, bool expected) =>
        ContentRules.BreaksOnlyChangingRules(text).Should().Be(expected);

    [Fact]
    public void Text_breaks_a_fixed_rule_if_it_is_longer_than_the_ceiling_or_malformed()
    {
        var longest = new string('x', ConversationLimits.MaxTextLengthCeiling);

        ContentRules.BreaksOnlyChangingRules(longest).Should().BeTrue();
        ContentRules.BreaksOnlyChangingRules(longest + "x").Should().BeFalse();
        ContentRules.BreaksOnlyChangingRules("\ud800").Should().BeFalse();
        ContentRules.BreaksOnlyChangingRules("a\ud800").Should().BeFalse();
    }

    [Fact]
    public void Name_is_a_line_that_shows_something()
    {
        Refused.By(() => ContentRules.CheckName("a\u0007", "name", 10), "name").Limit.Should().Contain("control characters and line separators");
        Refused.By(() => ContentRules.CheckName("a\u2028b", "name", 10), "name").Limit.Should().Contain("control characters and line separators");
        Refused.By(() => ContentRules.CheckName(new string('x', 11), "name", 10), "name", "1 to 10 characters", "has 11");
    }

    [Fact]
    public void Link_with_a_label_is_refused()
    {
        var error = Refused.By(
            () => ContentRules.RefuseLinkLabel("see <https://a.org|here>", "text"), "text", "must show where its links go", "has a link with a label");

        error.Message.Should().Contain("Write the URL itself.");
        FluentActions.Invoking(() => ContentRules.RefuseLinkLabel("see https://a.org", "text")).Should().NotThrow();
        FluentActions.Invoking(() => ContentRules.RefuseLinkLabel(null, "text")).Should().NotThrow();
    }

    [Fact]
    public void Custom_data_must_not_be_null()
    {
        Refused.By(() => ContentRules.CheckCustom(null), "custom", "must be an object", "is null");
        FluentActions.Invoking(() => ContentRules.CheckCustom(CustomData.Empty)).Should().NotThrow();
    }

    [Fact]
    public void Key_in_an_error_is_cut_only_if_it_is_too_long()
    {
        CustomRules.Path(new string('k', 64)).Should().Be("custom." + new string('k', 64));
        CustomRules.Path(new string('k', 65)).Should().Be("custom." + new string('k', 64) + "…");
    }
}
