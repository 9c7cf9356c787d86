namespace Packages;

/// <summary>
/// Compiles tests/Smoke, and with it the whole library, ahead of time. The test needs a linker. On Debian,
/// <c>apt-get install clang zlib1g-dev</c> installs one; <c>./test</c> runs this command if it runs as root.
/// </summary>
[Collection(PackedDefinition.Name)]
public sealed class AotTests(PackedFixture packed)
{
    [Fact]
    public async Task The_library_compiles_ahead_of_time_without_a_warning_and_runs()
    {
        var published = await Dotnet.RunAsync(
            packed.Sources, "publish", "tests/Smoke", "-c", "Release", "--use-current-runtime", "-o", "published", "-p:RunAnalyzers=false", $"-p:Version={packed.Version}");

        published.Should().Contain("Generating native code").And.NotContain("warning");
        File.Exists(Path.Combine(packed.Sources.FullName, "published", "Smoke.dll")).Should().BeFalse("the program is native");

        var program = Path.Combine(packed.Sources.FullName, "published", OperatingSystem.IsWindows() ? "Smoke.exe" : "Smoke");
        (await Dotnet.RunAsync(program, packed.Sources)).ReplaceLineEndings("\n").Should().Be("""
            opened 06940d20423fbf920d93: True
            opened again: False
            message 2: Sebastian is away, from JSON: True
            message 1: Does she float?, from JSON: True
            inbox: Boat, 2 unread
            JSON by reflection: False

            """);
    }
}
