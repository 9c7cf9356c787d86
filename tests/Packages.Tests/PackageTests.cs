using System.Reflection;
using System.Runtime.Loader;
using System.Text;
using System.Xml.Linq;

namespace Packages;

[Collection(PackedDefinition.Name)]
public sealed class PackageTests(PackedFixture packed)
{
    private const int MaxCoreLength = 330 * 1024;

    private static readonly string[] _names = [.. new DirectoryInfo(Path.Combine(Sources.Repository.FullName, "src"))
        .EnumerateDirectories().Where(folder => folder.EnumerateFiles("*.csproj").Any()).Select(folder => folder.Name)];

    public static TheoryData<string> Packages => [.. _names];

    [Fact]
    public void The_solution_packs_every_project_in_src_with_its_symbols_and_nothing_else()
    {
        packed.Packages.EnumerateFiles().Select(file => file.Name).Should().BeEquivalentTo(
            _names.SelectMany(name => new[] { $"{name}.{packed.Version}.nupkg", $"{name}.{packed.Version}.snupkg" }));
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void A_package_contains_its_assembly_its_documentation_and_the_readme(string name)
    {
        string[] others = name switch
        {
            "Conversations.AspNetCore" => ["openapi.json"],
            "Conversations.Testing" => ["build/Conversations.Testing.targets", "build/StoreTests.cs"],
            _ => [],
        };

        packed[name].Names().Should().BeEquivalentTo(["README.md", .. others, $"lib/net10.0/{name}.dll", $"lib/net10.0/{name}.xml"]);
        packed[name].Symbols.Names().Should().Equal($"lib/net10.0/{name}.pdb");
        packed[name].Bytes("README.md").Should().Equal(File.ReadAllBytes(Path.Combine(Sources.Repository.FullName, "src", name, "README.md")));
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void A_package_states_its_id_its_version_and_its_licence(string name)
    {
        var metadata = packed[name].Metadata();

        metadata.Should().Contain(new Dictionary<string, string>
        {
            ["id"] = name, ["version"] = packed.Version, ["license"] = "MIT", ["readme"] = "README.md",
        });
        metadata["description"].Should().NotBe("Package Description");
        metadata["tags"].Should().Contain("chat");
    }

    [Fact]
    public void The_package_of_the_core_has_at_most_330_KiB()
    {
        packed["Conversations.Core"].Length.Should().BeLessThanOrEqualTo(MaxCoreLength);
    }

    [Fact]
    public void The_documentation_covers_every_public_type_and_no_internal_type()
    {
        using var xml = new MemoryStream(packed["Conversations.Core"].Bytes("/Conversations.Core.xml"));
        using var bytes = new MemoryStream(packed["Conversations.Core"].Bytes(".dll"));
        var context = new AssemblyLoadContext(nameof(PackageTests), isCollectible: true);
        var types = context.LoadFromStream(bytes).GetExportedTypes().Select(type => type.FullName!.Replace('+', '.')).ToList();
        context.Unload();

        var names = XDocument.Load(xml).Descendants("member").Select(member => member.Attribute("name")!.Value).ToList();

        names.Where(name => name[0] == 'T').Select(name => name[2..]).Should().BeEquivalentTo(types);
        names.Should().Contain("M:Conversations.OneOnOneId.Compute(System.String,System.String)").And.Contain("P:Conversations.InboxEntry.View")
            .And.Contain("M:Conversations.ConversationId.#ctor(System.String)").And.NotContain(name => name.StartsWith("F:Conversations.Message._"));
    }

    [Fact]
    public void The_library_depends_on_nothing_but_abstractions_and_options()
    {
        using var nuspec = new MemoryStream(packed["Conversations.Core"].Bytes(".nuspec"));

        XDocument.Load(nuspec).Descendants().Where(element => element.Name.LocalName == "dependency")
            .Select(element => element.Attribute("id")!.Value)
            .Should().BeEquivalentTo(
                "Microsoft.Extensions.DependencyInjection.Abstractions",
                "Microsoft.Extensions.Logging.Abstractions",
                "Microsoft.Extensions.Options");
    }

    [Fact]
    public void The_contract_depends_on_what_extensions_of_xunit_use_and_on_no_runner()
    {
        using var nuspec = new MemoryStream(packed["Conversations.Testing"].Bytes(".nuspec"));

        XDocument.Load(nuspec).Descendants().Where(element => element.Name.LocalName == "dependency")
            .Select(element => element.Attribute("id")!.Value)
            .Should().BeEquivalentTo(
                "Conversations.Core",
                "Microsoft.Extensions.DependencyInjection",
                "Microsoft.Extensions.TimeProvider.Testing",

                // What these bring, since its versions are pinned centrally.
                "Microsoft.Extensions.DependencyInjection.Abstractions",
                "Microsoft.Extensions.Logging.Abstractions",
                "Microsoft.Extensions.Options",
                "xunit.v3.assert",
                "xunit.v3.extensibility.core");
    }

    [Fact]
    public void The_library_is_marked_as_trimmable()
    {
        using var bytes = new MemoryStream(packed["Conversations.Core"].Bytes(".dll"));
        var context = new AssemblyLoadContext(nameof(PackageTests), isCollectible: true);

        context.LoadFromStream(bytes).GetCustomAttributes<AssemblyMetadataAttribute>()
            .Should().Contain(metadata => metadata.Key == "IsTrimmable" && metadata.Value == "True");

        context.Unload();
    }

    [Fact]
    public async Task Packages_built_in_another_folder_contain_the_same_bytes_and_no_path()
    {
        using var elsewhere = new Sources();
        var again = await elsewhere.PackSourceAsync(packed.Version);

        foreach (var name in _names)
        {
            var (one, other) = (packed[name], new Package(new(Path.Combine(again.FullName, $"{name}.{packed.Version}.nupkg"))));

            one.Names().Should().AllSatisfy(entry => one.Bytes(entry).Should().Equal(other.Bytes(entry), entry));
            one.Symbols.Bytes(".pdb").Should().Equal(other.Symbols.Bytes(".pdb"));
            Encoding.Latin1.GetString(one.Bytes(".dll")).Should().NotContain(packed.Sources.FullName);
        }
    }
}
