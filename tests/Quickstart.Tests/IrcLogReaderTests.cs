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
    public void The_nick_of_a_message_is_trimmed_and_its_text_is_unchanged(string line, string nick, string text)
    {
        Read(line).Should().Be(new IrcLine.Said(1, _noon, nick, text, IsAction: false));
    }

    [Theory]
    [InlineData("[12:20]  * genii ponders OS/2", "genii", "ponders OS/2")]
    [InlineData("[12:20]  * genii", "genii", "")]
    [InlineData("[12:20]  *", "", "")]
    [InlineData("[12:20]  *genii waves", "genii", "waves")]
    public void A_line_with_a_star_before_the_nick_is_an_action(string line, string nick, string text)
    {
        Read(line).Should().Be(new IrcLine.Said(1, _noon, nick, text, IsAction: true));
    }

    [Theory]
    [InlineData("[12:20] <opteron>", "opteron")]
    [InlineData("[12:20] <opteron> ", "opteron")]
    [InlineData("[12:20] <>", "")]
    [InlineData("[12:20] <", "")]
    [InlineData("[12:20] <unclosed", "unclosed")]
    public void A_line_that_begins_like_a_message_is_a_message_even_without_a_text(string line, string nick)
    {
        Read(line).Should().Be(new IrcLine.Said(1, _noon, nick, "", IsAction: false));
    }

    [Theory]
    [InlineData("[24:00] <bob2> hi")]
    [InlineData("[12:60] <bob2> hi")]
    public void A_message_has_no_time_if_the_line_has_no_valid_time_of_day(string line)
    {
        Read(line).Should().Be(new IrcLine.Said(1, null, "bob2", "hi", IsAction: false));
    }

    [Theory]
    [InlineData("=== tvon [tvon@example.net]  has joined #ubuntu", "tvon", "#ubuntu")]
    [InlineData("=== [francof]  [~kvirc@example.net]  has joined #Ubuntu", "[francof]", "#Ubuntu")]
    [InlineData("=== tvon has joined #ubuntu-offtopic", "tvon", "#ubuntu-offtopic")]
    public void A_join_has_its_nick_and_its_channel(string line, string nick, string channel)
    {
        Read(line).Should().Be(new IrcLine.Joined(1, nick, channel));
    }

    [Theory]
    [InlineData("=== topyli [~juha@example.net]  has left #ubuntu []")]
    [InlineData("=== topyli [~juha@example.net]  has left #ubuntu [\"so [long] \"]")]
    [InlineData("=== topyli has left #ubuntu")]
    public void A_leave_has_its_nick_and_its_channel(string line)
    {
        Read(line).Should().Be(new IrcLine.Left(1, "topyli", "#ubuntu"));
    }

    [Fact]
    public void A_rename_has_both_nicks()
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
    public void Any_other_line_is_read_as_Other(string line)
    {
        Read(line).Should().Be(new IrcLine.Other(1));
    }

    [Theory]
    [InlineData("\u0002bold\u000f and \u001dital\u001dic \u001fline\u001f \u001estrike\u001e \u0011mono\u0011 \u0016reverse", "bold and italic line strike mono reverse")]
    [InlineData("\u00034red\u0003 \u000304,12both\u0003 \u00031,x \u0003,5 \u0003123", "red both ,x ,5 3")]
    [InlineData("\u0004ff0000red\u0004 \u0004FF0000,00ff00both \u0004ff00", "red both ff00")]
    [InlineData("\u0003", "")]
    public void Formatting_codes_are_not_part_of_a_text(string written, string text)
    {
        Read($"[12:20] <bob2> {written}").Should().Be(new IrcLine.Said(1, _noon, "bob2", text, IsAction: false));
    }

    [Fact]
    public void Formatting_codes_are_not_part_of_a_nick()
    {
        Read("[12:20] <\u000304bob2\u0003> hi").Should().Be(new IrcLine.Said(1, _noon, "bob2", "hi", IsAction: false));
        Read("=== \u0002tvon\u0002 has joined #ubuntu").Should().Be(new IrcLine.Joined(1, "tvon", "#ubuntu"));
    }

    [Fact]
    public async Task Lines_have_the_numbers_that_they_have_in_the_file()
    {
        var file = Logs.File("[12:20] <a> 1\n\n=== a waves\n[12:20] <a> 2");

        var lines = await new IrcLogReader(file.Day).ReadAsync(file.Open()).ToListAsync();

        lines.Select(line => line.Number).Should().Equal(1, 2, 3, 4);
        lines[^1].Should().BeOfType<IrcLine.Said>().Which.Text.Should().Be("2");
    }

    private static IrcLine Read(string line) => new IrcLogReader(new(2004, 11, 15)).Read(line);
}
