using Conversations.Tests.Model;
using FsCheck;
using FsCheck.Fluent;

namespace Conversations.Tests.Text;

/// <summary>Tests which mentions an erasure replaces: at least every mention that any parsing of the text finds.</summary>
public sealed class ErasedMentionTests
{
    private const string Gone = "<!!mention:erased-1|erased>";

    private static readonly UserId _alice = new("a é");
    private static readonly UserId _erased = new("erased-1");

    [Theory]
    [InlineData("Ask *<!!mention:a%20%C3%A9|Alice>*!", "Ask *<!!mention:erased-1|erased>*!")]
    [InlineData("<!!mention:%61%20é|A><!!mention:b|B><!!mention:a%20éǀ<>", "<!!mention:erased-1|erased><!!mention:b|B><!!mention:a%20éǀ<>")]
    [InlineData("```\n<!!mention:a%20é|A>``` <!!mention:a%20é|A>", "```\n<!!mention:erased-1|erased>``` <!!mention:erased-1|erased>")]
    [InlineData("<!!mention:<!!mention:a%20é|A>", "<!!mention:<!!mention:erased-1|erased>")]
    [InlineData("<https://a.org|<!!mention:a%20é|A>", "<https://a.org|<!!mention:erased-1|erased>")]
    [InlineData("https://a.org/<!!mention:a%20é|A>", "https://a.org/<!!mention:erased-1|erased>")]
    [InlineData("``````<!!mention:a%20é|A>```", "``````<!!mention:erased-1|erased>```")]
    [InlineData("x ```<!!mention:a%20é|A>``` y", "x ```<!!mention:erased-1|erased>``` y")]
    [InlineData("<!!mention:a%20é|A>, ```y <!!mention:a%20é|A> z``` <!!mention:a%20é|A>", "<!!mention:erased-1|erased>, ```y <!!mention:erased-1|erased> z``` <!!mention:erased-1|erased>")]
    public void Every_mention_of_the_user_is_replaced_and_no_other(string text, string replaced) =>
        Mentions.Replace(text, _alice, _erased).Should().Be(replaced);

    [Theory]
    [InlineData("a é, Alice")]
    [InlineData("<!!mention:a%20é|Al")]
    [InlineData("<!!mention:a%20é>")]
    [InlineData("<!!mention:a é|A>")]
    [InlineData("<!!mention:a%20é|\n>")]
    [InlineData("<!!mention:A%20é|A>")]
    [InlineData("<!!mention:b|a é>")]
    public void Text_without_a_mention_of_the_user_is_returned_as_the_same_instance(string text) =>
        Mentions.Replace(text, _alice, _erased).Should().BeSameAs(text);

    [Theory]
    [InlineData("a <!!mention:a%20é|A>", true)]
    [InlineData("```<!!mention:a%20é|A>```", true)]
    [InlineData("<!!mention:b|A>", false)]
    [InlineData("a é", false)]
    public void A_text_names_a_user_in_a_mention_or_in_code(string text, bool names) => Mentions.Names(text, _alice).Should().Be(names);

    [Fact]
    public void Mentions_after_the_fiftieth_are_also_replaced() =>
        Mentions.Replace(string.Concat(Enumerable.Repeat("<!!mention:a%20é|A>", 1_000)), _alice, _erased)
            .Should().Be(string.Concat(Enumerable.Repeat(Gone, 1_000)));

    [Fact]
    public void No_parsing_of_a_replaced_text_finds_the_user_and_mentions_of_others_stay() => Prop.ForAll(
        AnyMarkup.Texts.ToArbitrary(),
        input =>
        {
            var user = new UserId("a");
            var replaced = Mentions.Replace(input.Text, user, _erased);

            Markup.Mentions(replaced, input.Options).Should().Equal(
                Markup.Mentions(input.Text, input.Options).Select(one => one == user ? _erased : one));
            MentionsAnywhere(replaced).Should().NotContain(user);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public async Task A_text_without_a_mention_allocates_nothing()
    {
        var text = string.Concat(Enumerable.Repeat("*hello* ```code``` https://a.org/ <!! ", 100));

        (await Allocation.OfAsync(() => Mentions.Replace(text, _alice, _erased))).Should().Be(0);
    }

    /// <summary>Returns the users that any part of a text mentions, including the parts within code.</summary>
    private static IEnumerable<UserId> MentionsAnywhere(string text) =>
        text.Split("```").Append(text).SelectMany(part => Markup.Mentions(part, new() { MaxMentions = int.MaxValue }));
}
