namespace Conversations.Tests.Text;

public sealed class LinearityTests
{
    private const int Length = 64 * 1024;

    [Fact]
    public void Steps_grow_linearly_with_the_text_for_every_bad_input()
    {
        foreach (var piece in BadInputs.Repeated)
        {
            var (once, twice) = (Steps("", piece, "", Length), Steps("", piece, "", 2 * Length));

            twice.Should().BeLessThanOrEqualTo(21 * once / 10, "of '{0}'", piece);
        }
    }

    [Theory]
    [InlineData("*a ", "")]
    [InlineData("```", "")]
    [InlineData("", " *_~")]
    [InlineData("<https://a.org|", ">")]
    [InlineData("https://a.org/", " x")]
    [InlineData("- ", "\n```")]
    public void Steps_grow_linearly_with_the_text_between_markers(string before, string after)
    {
        foreach (var piece in BadInputs.Repeated)
        {
            var (once, twice) = (Steps(before, piece, after, Length / 8), Steps(before, piece, after, Length / 4));

            twice.Should().BeLessThanOrEqualTo(21 * once / 10, "of '{0}'", piece);
        }
    }

    [Fact]
    public void A_stack_of_64_KiB_is_enough_for_every_bad_input()
    {
        var thread = new Thread(ReadAll, maxStackSize: 64 * 1024);
        thread.Start();
        thread.Join(TimeSpan.FromMinutes(5)).Should().BeTrue();

        static void ReadAll()
        {
            foreach (var piece in BadInputs.Repeated)
            {
                var tree = Markup.Parse(string.Concat(Enumerable.Repeat(piece, Length / piece.Length)), MarkupOptions.ForApp);
                _ = tree.ToHtml().Length + tree.ToPlainText().Length + tree.ToMarkup().Length + tree.GetHashCode();
            }
        }
    }

    private static long Steps(string before, string piece, string after, int length)
    {
        var text = before + string.Concat(Enumerable.Repeat(piece, length / piece.Length)) + after;
        var reader = new MarkupReader(text, MarkupOptions.ForApp, default);
        reader.Read();
        var steps = reader.Steps;
        reader.Return();
        return steps;
    }
}
