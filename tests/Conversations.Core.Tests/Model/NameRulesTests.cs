namespace Conversations.Tests.Model;

public sealed class NameRulesTests
{
    [Theory]
    [InlineData(" ")]
    [InlineData("\u3164")]
    [InlineData("\u2800\u115f\u034f")]
    [InlineData("\u200b\u202e\U000E0100")]
    public void A_name_that_shows_nothing_is_refused(string name) =>
        Refused.By(() => UserRules.Check(new() { Id = new("ann"), Name = name }), "name", "visible character", "blank characters");

    [Theory]
    [InlineData(".")]
    [InlineData("\u3164a")]
    [InlineData("\u202eAnn")]
    [InlineData("漢")]
    public void A_name_with_one_visible_character_is_accepted(string name) =>
        FluentActions.Invoking(() => UserRules.Check(new() { Id = new("ann"), Name = name })).Should().NotThrow();
}
