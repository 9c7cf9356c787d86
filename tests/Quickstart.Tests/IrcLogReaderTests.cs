namespace Quickstart.Tests;

public sealed class IrcLogReaderTests
{
    private static readonly DateTimeOffset _noon = new(2004, 11, 15, 12, 20, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("[12:20] <bob2> hi there", "bob2", "hi there")]
    [InlineData("[12:20] <brad[] > Hi", "brad[]", "Hi")]
    [InlineData("[12:20] <bob2>   indented ", "bob2", "  indented ")]
    [InlineData("[12:20] <bob2> a > b <c> * d", "bob2", "a > b <c> * d")]
    [InlineData("[12:20] <bob2>tight", "bob2", "tight")]
    [InlineData("[12:20] <bob2> a\rb", "bob2", "a\rb")]
    public void A_message_has_its_nick_trimmed_and_its_text_as_it_stands(string line, string nick, string text)
    {
        Read(line).Should().Be(new IrcLine.Said(1, _noon, nick, text, IsAction: false));
    }

    [Theory]
    [InlineData("[12:20]  * genii ponders OS/2", "genii", "ponders OS/2")]
    [InlineData("[12:20]  * genii", "genii", "")]
    [InlineData("[12:20]  *", "", "")]
    [InlineData("[12:20]  *genii waves", "genii", "waves")]
    public void An_action_is_what_its_nick_did(string line, string nick, string text)
    {
        Read(line).Should().Be(new IrcLine.Said(1, _noon, nick, text, IsAction: true));
    }

    [Theory]
    [InlineData("[12:20] <opteron>", "opteron")]
    [InlineData("[12:20] <opteron> ", "opteron")]
    [InlineData("[12:20] <>", "")]
    [InlineData("[12:20] <", "")]
    [InlineData("[12:20] <unclosed", "unclosed")]
    public void Whatever_begins_as_a_message_is_one_even_without_a_text(string line, string nick)
    {
        Read(line).Should().Be(new IrcLine.Said(1, _noon, nick, "", IsAction: false));
    }

    [Theory]
    [InlineData("[24:00] <bob2> hi")]
    [InlineData("[12:60] <bob2> hi")]
    public void A_message_has_no_time_where_none_of_the_day_stands(string line)
    {
        Read(line).Should().Be(new IrcLine.Said(1, null, "bob2", "hi", IsAction: false));
    }

    [Theory]
    [InlineData("=== tvon [tvon@example.net]  has joined #ubuntu", "tvon", "#ubuntu")]
    [InlineData("=== [francof]  [~kvirc@example.net]  has joined #Ubuntu", "[francof]", "#Ubuntu")]
    [InlineData("=== tvon has joined #ubuntu-offtopic", "tvon", "#ubuntu-offtopic")]
    public void A_join_names_its_channel(string line, string nick, string channel)
    {
        Read(line).Should().Be(new IrcLine.Joined(1, nick, channel));
    }

    [Theory]
    [InlineData("=== topyli [~juha@example.net]  has left #ubuntu []")]
    [InlineData("=== topyli [~juha@example.net]  has left #ubuntu [\"so [long] \"]")]
    [InlineData("=== topyli has left #ubuntu")]
    public void A_leave_names_its_channel(string line)
    {
        Read(line).Should().Be(new IrcLine.Left(1, "topyli", "#ubuntu"));
    }

    [Fact]
    public void A_rename_names_both_nicks()
    {
        Read("=== ogra is now known as ogra_away").Should().Be(new IrcLine.Renamed(1, "ogra", "ogra_away"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("=== ogra thinks regarding this chat")]
    [InlineData("=== epod has a notebook, and so cannot change his video card.")]
    [InlineData("=== bob2 has joined #ubuntu in spirit")]
    [InlineData("=== mode/#ubuntu [-b *!*@example.net]  by Seveas")]
    [InlineData("=== ..[topic/#ubuntu:Seveas] : Official help")]
    [InlineData("[12:20] * bob2 waves")]
    [InlineData(" [12:20] <bob2> hi")]
    [InlineData("[1:20] <bob2> hi")]
    [InlineData("[١٢:٢٠] <bob2> hi")]
    public void Anything_else_is_passed_over(string line)
    {
        Read(line).Should().Be(new IrcLine.Other(1));
    }

    [Fact]
    public async Task Lines_are_numbered_as_they_stand_in_the_file()
    {
        var file = Logs.File("[12:20] <a> 1\n\n=== a waves\n[12:20] <a> 2");

        var lines = await new IrcLogReader(file.Day).ReadAsync(file.Open()).ToListAsync();

        lines.Select(line => line.Number).Should().Equal(1, 2, 3, 4);
        lines[^1].Should().BeOfType<IrcLine.Said>().Which.Text.Should().Be("2");
    }

    private static IrcLine Read(string line) => new IrcLogReader(new(2004, 11, 15)).Read(line);
}
