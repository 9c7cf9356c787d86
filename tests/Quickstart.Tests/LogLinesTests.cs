using System.Text;

namespace Quickstart.Tests;

public sealed class LogLinesTests
{
    [Theory]
    [InlineData("", new string[0])]
    [InlineData("a", new[] { "a" })]
    [InlineData("a\n", new[] { "a" })]
    [InlineData("a\r\nb\r\n", new[] { "a", "b" })]
    [InlineData("a\n\nb", new[] { "a", "", "b" })]
    [InlineData("a\rb\n", new[] { "a\rb" })]
    [InlineData("\ufeffa\n", new[] { "a" })]
    public async Task Lines_end_with_LF_or_CR_LF(string text, string[] expected)
    {
        (await ReadAsync(Encoding.GetEncoding("utf-8").GetBytes(text))).Should().Equal(expected);
    }

    [Fact]
    public async Task A_line_that_is_not_UTF_8_is_read_as_Latin_1_and_the_other_lines_as_UTF_8()
    {
        byte[] bytes = [.. "grüß\n"u8, .. "gr"u8, 0xfc, 0xdf, (byte)'\r', (byte)'\n', .. "né"u8];

        (await ReadAsync(bytes)).Should().Equal("grüß", "grüß", "né");
    }

    [Fact]
    public async Task A_very_long_line_of_UTF_8_stays_UTF_8_where_it_is_cut_off()
    {
        foreach (var character in (string[])["ü", "漢", "😀"])
        {
            var text = "a" + string.Concat(Enumerable.Repeat(character, 300_000));

            var line = (await ReadAsync(Encoding.GetEncoding("utf-8").GetBytes(text))).Should().ContainSingle().Which;

            line.Length.Should().BeInRange(199_999, 200_000);
            text.Should().StartWith(line);
        }
    }

    [Fact]
    public async Task Lines_longer_than_the_buffer_are_complete()
    {
        var lines = Enumerable.Range(1, 9).Select(i => new string((char)('a' + i), i * 1_500)).ToList();

        (await ReadAsync(Encoding.ASCII.GetBytes(string.Join('\n', lines)))).Should().Equal(lines);
    }

    [Fact]
    public async Task A_very_long_line_is_cut_off_at_the_limit()
    {
        var line = (await ReadAsync(Encoding.ASCII.GetBytes(new string('a', 1_000_000) + "\nb"))).Select(text => text.Length);

        line.Should().Equal(200_000, 1);
    }

    private static ValueTask<List<string>> ReadAsync(byte[] bytes) => LogLines.ReadAsync(new MemoryStream(bytes)).ToListAsync();
}
