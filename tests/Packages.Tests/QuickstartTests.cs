using System.Xml.Linq;

namespace Packages;

[Collection(PackedDefinition.Name)]
public sealed class QuickstartTests(PackedFixture packed) : IDisposable
{
    private const string Container = "Microsoft.Extensions.DependencyInjection";

    private readonly DirectoryInfo _app = Directory.CreateTempSubdirectory();

    [Fact]
    public async Task An_app_outside_the_repository_runs_the_quickstart_on_the_packages()
    {
        Write("nuget.config", $"""
            <configuration>
              <packageSources>
                <add key="packed" value="{packed.Packages.FullName}" />
              </packageSources>
            </configuration>
            """);
        Write("App.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <NuGetAudit>false</NuGetAudit>
                <RestorePackagesPath>packages</RestorePackagesPath>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Conversations.Sqlite" Version="[{packed.Version}]" />
                <PackageReference Include="{Container}" Version="{VersionOf(Container)}" />
              </ItemGroup>
            </Project>
            """);
        Write("Program.cs", Readme.Quickstart());

        await Dotnet.RunAsync(_app, "build", "-o", "out");

        (await Dotnet.RunAsync(_app, Path.Combine("out", "App.dll")))
            .Should().Be($"House by the sea: Sebastian is usually online during office hours (2 unread){Environment.NewLine}");
        (await Dotnet.RunAsync(_app, Path.Combine("out", "App.dll")))
            .Should().Be($"House by the sea: Sebastian is usually online during office hours (4 unread){Environment.NewLine}", "the second run finds the first two");
    }

    [Fact]
    public void The_sample_is_what_the_README_quotes()
    {
        var sample = File.ReadAllText(Path.Combine(Sources.Repository.FullName, "samples", "Quickstart", "Program.cs"));
        var (usings, program) = Readme.Quickstart().Split("\n\n", 2) is [var head, var rest] ? (head, rest) : ("", "");

        sample.Should().Contain(program);
        sample.Split('\n').Should().Contain(usings.Split('\n'));
    }

    public void Dispose() => _app.Delete(recursive: true);

    private static string VersionOf(string package) =>
        XDocument.Load(Path.Combine(Sources.Repository.FullName, "Directory.Packages.props")).Descendants("PackageVersion")
            .Single(element => element.Attribute("Include")!.Value == package).Attribute("Version")!.Value;

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_app.FullName, name), text);
}
