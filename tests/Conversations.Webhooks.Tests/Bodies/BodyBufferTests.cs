using System.Buffers;

namespace Conversations.Webhooks;

public sealed class BodyBufferTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(1_000)]
    [InlineData(300_000)]
    public void What_was_written_in_parts_is_there_after_the_buffer_has_grown(int part)
    {
        var bytes = Enumerable.Range(0, 300_000).Select(number => (byte)(number % 251)).ToArray();
        var buffer = new BodyBuffer();

        foreach (var chunk in bytes.Chunk(part))
            buffer.Write(chunk);

        buffer.Written.ToArray().Should().Equal(bytes);
        buffer.Return();
    }

    [Fact]
    public void Cleared_buffer_begins_again()
    {
        var buffer = new BodyBuffer();
        buffer.Write("abc"u8);

        buffer.Clear();
        buffer.Write("d"u8);

        buffer.Written.ToArray().Should().Equal("d"u8.ToArray());
        buffer.Return();
    }
}
