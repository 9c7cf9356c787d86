using System.Text;

namespace Conversations.Tests.Text;

public sealed class PunycodeTests
{
    /// <summary>The samples of RFC 3492, section 7.1, without those that another one of the same kind stands for.</summary>
    [Theory]
    [InlineData("他们为什么不说中文", "ihqwcrb4cv8a8dqg056pqjye")]
    [InlineData("pročprostěnemluvíčesky", "proprostnemluvesky-uyb24dma41a")]
    [InlineData("למההםפשוטלאמדבריםעברית", "4dbcagdahymbxekheh6e0a7fei0b")]
    [InlineData("なぜみんな日本語を話してくれないのか", "n8jok5ay5dzabd5bym9f0cm5685rrjetr6pdxa")]
    [InlineData("세계의모든사람들이한국어를이해한다면얼마나좋을까", "989aomsvi5e83db1d2a355cv1e0vak1dwrv93d5xbh15a0dt30a5jpsd879ccm6fea98c")]
    [InlineData("почемужеонинеговорятпорусски", "b1abfaaepdrnnbgefbadotcwatmq2g4l")]
    [InlineData("TạisaohọkhôngthểchỉnóitiếngViệt", "TisaohkhngthchnitingVit-kjcr8268qyxafd2f1b9g")]
    [InlineData("3年B組金八先生", "3B-ww4c5e180e575a65lsy2b")]
    [InlineData("安室奈美恵-with-SUPER-MONKEYS", "-with-SUPER-MONKEYS-pc58ag80a8qai00g7n9n")]
    [InlineData("MajiでKoiする5秒前", "MajiKoi5-783gue6qz075azm5e")]
    [InlineData("-> €1.00 <-", "-> 1.00 <--t77e")]
    public void The_samples_of_the_specification_are_encoded_as_it_says(string label, string encoded) => Encode(label).Should().Be(encoded);

    [Theory]
    [InlineData("\u0080", "a")]
    [InlineData("\u0080\u0081", "ac")]
    [InlineData("\u007f\u0080", "\u007f-ba")]
    public void The_first_code_point_beyond_ASCII_is_encoded_and_the_last_one_of_ASCII_is_not(string label, string encoded) =>
        Encode(label).Should().Be(encoded);

    [Theory]
    [InlineData("a\u031f\u00e5\u019ba", "aa-yia24ey2d")]
    [InlineData("a三aaa喵二冃", "aaaa-v94f90a25mp3j")]
    public void The_bias_is_adapted_at_its_limit_of_455(string label, string encoded) => Encode(label).Should().Be(encoded);

    private static string Encode(string label)
    {
        var result = new StringBuilder();
        Punycode.Append(result, [.. label.EnumerateRunes().Select(rune => rune.Value)]);
        return result.ToString();
    }
}
