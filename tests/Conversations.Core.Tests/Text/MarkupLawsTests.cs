using FsCheck;
using FsCheck.Fluent;

namespace Conversations.Tests.Text;

public sealed class MarkupLawsTests
{
    [Fact]
    public void The_laws_hold_for_any_text() =>
        Prop.ForAll(AnyMarkup.Texts.ToArbitrary(), any => MarkupLaws.Hold(any.Text, any.Options))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(3_000));

    [Fact]
    public void The_laws_hold_for_bad_inputs_and_mutations_of_them()
    {
        var random = new Random(20);
        foreach (var line in BadInputs.Lines)
        {
            foreach (var options in new[] { MarkupOptions.ForApp, MarkupOptions.ForUser })
            {
                MarkupLaws.Hold(line, options);
                var text = line;
                for (var i = 0; i < 60; i++)
                    MarkupLaws.Hold(text = i % 10 == 0 ? line : BadInputs.Mutate(text, random), options);
            }
        }
    }

    [Fact]
    public void The_laws_hold_for_long_repetitions()
    {
        foreach (var piece in BadInputs.Repeated)
            MarkupLaws.Hold(string.Concat(Enumerable.Repeat(piece, 200)), MarkupOptions.ForApp);
    }

    [RealLogsFact]
    public void The_laws_hold_for_every_line_of_the_real_logs_and_for_each_log_as_a_whole()
    {
        foreach (var path in Directory.GetFiles(RealLogsFactAttribute.Folder!, "*.log"))
        {
            MarkupLaws.Hold(File.ReadAllText(path), MarkupOptions.ForUser);
            foreach (var line in File.ReadLines(path))
                MarkupLaws.Hold(line, MarkupOptions.ForUser);
        }
    }

    [Fact]
    public void Trees_differ_when_their_texts_or_options_lead_to_different_results()
    {
        const string labelled = "*a* <https://a.org|b>";

        Markup.Parse(labelled).Should().NotBe(Markup.Parse(labelled, MarkupOptions.ForApp));
        Markup.Parse("- a").Should().NotBe(Markup.Parse("* a"));
        Markup.Parse("a\n").Should().NotBe(Markup.Parse("a\r"));
        Markup.Parse(labelled).GetHashCode().Should().Be(Markup.Parse(new string(labelled.AsSpan())).GetHashCode());
        Markup.Parse(labelled).Equals((object?)null).Should().BeFalse();
    }

    [Fact]
    public void Options_follow_from_the_origin_of_a_message()
    {
        OptionsOf(MessageOrigin.Session).Should().Be(MarkupOptions.ForUser);
        OptionsOf(MessageOrigin.Api).Should().Be(MarkupOptions.ForApp);
        OptionsOf(MessageOrigin.Import).Should().Be(MarkupOptions.ForApp);
        OptionsOf((MessageOrigin)9).AllowLinkLabels.Should().BeFalse();
    }

    private static MarkupOptions OptionsOf(MessageOrigin origin) => new Message
    {
        Id = new("m"),
        ConversationId = new("c"),
        Sequence = 1,
        Origin = origin,
        Text = "a",
        CreatedAt = DateTimeOffset.UnixEpoch,
    }.MarkupOptions;
}
