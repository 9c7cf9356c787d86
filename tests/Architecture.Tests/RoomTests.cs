using Microsoft.CodeAnalysis.CSharp;

namespace Architecture;

public sealed class RoomTests
{
    public static TheoryData<string> Packages => [.. Directory.EnumerateDirectories(Package.Root)
        .Where(directory => Directory.EnumerateFiles(directory, "*.csproj").Any())
        .Select(directory => Path.GetFileName(directory)!)
        .Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Packages))]
    public void The_sources_of_a_package_can_be_bound(string package) =>
        Package.Load(package).Errors.Select(error => error.ToString()).Should().BeEmpty("a name that is not bound would hide an arrow");

    [Theory]
    [MemberData(nameof(Packages))]
    public void No_room_lies_on_a_circle(string package) => Arrows.OnCircles(Package.Load(package).Arrows).Should().BeEmpty();

    [Theory]
    [MemberData(nameof(Packages))]
    public void Every_arrow_points_down(string package)
    {
        var floors = Floors.Of(package);
        int FloorOf(string room) => floors.Index().Where(floor => floor.Item.Contains(room)).Select(floor => floors.Count - floor.Index)
            .SingleOrDefault(0);

        var arrows = Package.Load(package).Arrows;

        arrows.Should().NotBeEmpty();
        arrows.SelectMany(arrow => (string[])[arrow.From, arrow.To]).Distinct().Where(room => FloorOf(room) == 0)
            .Should().BeEmpty("every room has its floor in Floors.cs and in docs/architecture.md");
        arrows.Where(arrow => FloorOf(arrow.From) <= FloorOf(arrow.To)).Should().BeEmpty("a room uses rooms of lower floors only");
    }

    [Fact]
    public void Core_has_no_more_floors_than_drawn() => Floors.Of("Conversations.Core").Count.Should().BeLessThanOrEqualTo(Floors.MostInCore);

    [Fact]
    public void Every_drawn_room_of_Core_is_there()
    {
        var rooms = Package.SourceFiles(Path.Combine(Package.Root, "Conversations.Core")).Select(Package.Load("Conversations.Core").RoomOf).Distinct();

        rooms.Should().BeEquivalentTo(Floors.Of("Conversations.Core").SelectMany(floor => floor));
    }

    [Fact]
    public void A_circle_of_rooms_is_found()
    {
        var compilation = Compiled(
            ("Upper/A.cs", "namespace N; class A { B? b; }"),
            ("Lower/B.cs", "namespace N; class B { static void M() => C.Of(null); }"),
            ("Lower/Deep/C.cs", "namespace N; static class C { public static void Of(this object? one) => one.Of(); public static A? Up() => null; }"));

        var arrows = Arrows.Of(compilation, file => Path.GetDirectoryName(file)!);

        arrows.Select(arrow => (arrow.From, arrow.To)).Should().BeEquivalentTo([("Upper", "Lower"), ("Lower", "Lower/Deep"), ("Lower/Deep", "Upper")]);
        Arrows.OnCircles(arrows).Should().Equal("Lower", "Lower/Deep", "Upper");
        Arrows.OnCircles([.. arrows.Where(arrow => arrow.To != "Upper")]).Should().BeEmpty();
    }

    private static CSharpCompilation Compiled(params (string Path, string Source)[] files) =>
        CSharpCompilation.Create("one", files.Select(file => CSharpSyntaxTree.ParseText(file.Source, path: file.Path)));
}
