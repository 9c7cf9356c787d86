using System.Buffers;

namespace Conversations.Tests.Text;

public sealed class TokenBufferTests
{
    private static readonly string _text = string.Concat(Enumerable.Repeat("<!!mention:a|A>\n", 80));

    public static TheoryData<string> Readers { get; } = [nameof(Markup.Parse), nameof(Markup.ToPlainText), nameof(Markup.ContainsLinkLabel), nameof(Markup.Mentions), nameof(Mentions.Replace)];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(24)]
    public void A_buffer_keeps_every_token_whatever_memory_it_starts_with(int initial)
    {
        var buffer = new TokenBuffer(new Token[initial]);
        for (var i = 0; i < 1_000; i++)
            buffer.Add(new(TokenKind.Text, i, i + 1));

        buffer.Turn(999, TokenKind.Code);

        buffer.Count.Should().Be(1_000);
        buffer.Written.ToArray().Select(token => token.Start).Should().Equal(Enumerable.Range(0, 1_000));
        buffer.Written[998].Should().Be(new Token(TokenKind.Text, 998, 999));
        buffer.Written[999].Should().Be(new Token(TokenKind.Code, 999, 1_000));
        buffer.Return();
        buffer.Count.Should().Be(0);
    }

    /// <summary>The pool gives a thread the array that this thread returned last.</summary>
    [Theory]
    [MemberData(nameof(Readers))]
    public void Every_method_returns_the_arrays_that_it_rents(string reader)
    {
        var (small, large) = (ArrayPool<Token>.Shared.Rent(128), ArrayPool<Token>.Shared.Rent(256));
        ArrayPool<Token>.Shared.Return(small);
        ArrayPool<Token>.Shared.Return(large);

        Read(reader);

        ArrayPool<Token>.Shared.Rent(128).Should().BeSameAs(small);
        ArrayPool<Token>.Shared.Rent(256).Should().BeSameAs(large);
    }

    [Fact]
    public void The_array_of_nodes_is_returned_without_the_nodes()
    {
        var array = ArrayPool<MarkupNode>.Shared.Rent(256);
        ArrayPool<MarkupNode>.Shared.Return(array, clearArray: true);

        Markup.Parse(_text).Nodes.Should().HaveCount(160);

        var rented = ArrayPool<MarkupNode>.Shared.Rent(256);
        rented.Should().BeSameAs(array);
        rented.Should().OnlyContain(node => node == null);
    }

    private static void Read(string reader)
    {
        switch (reader)
        {
            case nameof(Markup.Parse):
                Markup.Parse(_text);
                break;
            case nameof(Markup.ToPlainText):
                Markup.ToPlainText(_text);
                break;
            case nameof(Markup.ContainsLinkLabel):
                Markup.ContainsLinkLabel(_text);
                break;
            case nameof(Markup.Mentions):
                Markup.Mentions(_text);
                break;
            default:
                Mentions.Replace(_text, new("a"), new("b"));
                break;
        }
    }
}
