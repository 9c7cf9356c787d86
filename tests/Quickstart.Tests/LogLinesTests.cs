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
    public async Task Bytes_that_are_no_UTF_8_are_replaced()
    {
        (await ReadAsync([(byte)'a', 0xff, (byte)'b'])).Should().Equal("a\ufffdb");
    }

    [Fact]
    public async Task Lines_longer_than_the_buffer_are_read_whole()
    {
        var lines = Enumerable.Range(1, 9).Select(i => new string((char)('a' + i), i * 1_500)).ToList();

        (await ReadAsync(Encoding.ASCII.GetBytes(string.Join('\n', lines)))).Should().Equal(lines);
    }

    [Fact]
    public async Task A_line_without_end_does_not_fill_the_memory()
    {
        var line = (await ReadAsync(Encoding.ASCII.GetBytes(new string('a', 1_000_000) + "\nb"))).Select(text => text.Length);

        line.Should().Equal(200_000, 1);
    }

    private static ValueTask<List<string>> ReadAsync(byte[] bytes) => LogLines.ReadAsync(new MemoryStream(bytes)).ToListAsync();
}
