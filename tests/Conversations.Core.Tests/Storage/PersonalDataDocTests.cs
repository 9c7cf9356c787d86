using Conversations.Testing;

namespace Conversations.Tests.Storage;

/// <summary>What docs/personal-data.md says is erased, is what is proved to be.</summary>
public sealed class PersonalDataDocTests
{
    [Fact]
    public void Every_place_of_the_table_has_its_case_in_the_suite_and_every_case_its_place() =>
        Places().Should().NotBeEmpty().And.BeEquivalentTo(ErasedPlaceSuite.Places);

    private static List<string> Places()
    {
        using var stream = typeof(PersonalDataDocTests).Assembly.GetManifestResourceStream("docs/personal-data.md")!;
        using var reader = new StreamReader(stream);
        return
        [
            .. reader.ReadToEnd().ReplaceLineEndings("\n").Split('\n')
                .SkipWhile(line => !line.StartsWith("|---", StringComparison.Ordinal))
                .Skip(1)
                .TakeWhile(line => line.StartsWith('|'))
                .Select(line => line.Split('|')[1].Trim()),
        ];
    }
}
