namespace Architecture;

public sealed class FileSizeTests
{
    [Fact]
    public void Files_in_src_are_small()
    {
        var lengths = Package.SourceFiles(Package.Root).Select(file => (Lines: File.ReadLines(file).Count(), File: Path.GetRelativePath(Package.Root, file)))
            .OrderBy(file => file.Lines).ToList();

        lengths.Should().HaveCountGreaterThan(300);
        lengths[lengths.Count / 2].Lines.Should().BeLessThanOrEqualTo(60);
        lengths[lengths.Count * 9 / 10].Lines.Should().BeLessThanOrEqualTo(200);
        lengths.Where(file => file.Lines >= 400).Should().BeEmpty();
    }
}
