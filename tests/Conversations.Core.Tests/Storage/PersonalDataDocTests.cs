using Conversations.Testing;

namespace Conversations.Tests.Storage;

/// <summary>Tests that the erasure suite covers exactly the places that docs/personal-data.md lists.</summary>
public sealed class PersonalDataDocTests
{
    [Fact]
    public void Table_lists_exactly_the_places_that_the_erasure_suite_tests() =>
        Rows("| place |").Should().NotBeEmpty().And.BeEquivalentTo(ErasedPlaceSuite.Places);

    [Fact]
    public void Table_of_what_can_lead_back_lists_exactly_what_the_erasure_suite_tests() =>
        Rows("| what stays |").Should().NotBeEmpty().And.BeEquivalentTo(ErasedPlaceSuite.Leads);

    private static List<string> Rows(string heading)
    {
        using var stream = typeof(PersonalDataDocTests).Assembly.GetManifestResourceStream("docs/personal-data.md")!;
        using var reader = new StreamReader(stream);
        return
        [
            .. reader.ReadToEnd().ReplaceLineEndings("\n").Split('\n')
                .SkipWhile(line => !line.StartsWith(heading, StringComparison.Ordinal))
                .Skip(2)
                .TakeWhile(line => line.StartsWith('|'))
                .Select(line => line.Split('|')[1].Trim()),
        ];
    }
}
