namespace Conversations.Tests.Text;

public sealed class LinearityTests
{
    private const int Length = 64 * 1024;

    [Fact]
    public void Twice_the_text_takes_twice_the_steps_for_every_bad_input()
    {
        foreach (var piece in BadInputs.Repeated)
        {
            foreach (var (before, after) in new[] { ("", ""), ("*a ", ""), ("```", ""), ("", " *_~"), ("<https://a.org|", ">"), ("https://a.org/", " x") })
            {
                var (once, twice) = (Steps(before, piece, after, Length), Steps(before, piece, after, 2 * Length));

                twice.Should().BeLessThanOrEqualTo(21 * once / 10, "of '{0}' between '{1}' and '{2}'", piece, before, after);
                once.Should().BeLessThanOrEqualTo(40 * Length, "of '{0}' between '{1}' and '{2}'", piece, before, after);
            }
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
