using System.Reflection;
using System.Text.Json;

namespace Packages;

/// <summary>
/// A copy of the repository in its own folder. A build there does not disturb other builds and has no link to the
/// repository.
/// </summary>
internal sealed class Sources : IDisposable
{
    private static readonly string[] _made = ["bin", "obj", "artifacts", "TestResults", "BenchmarkDotNet.Artifacts"];

    public Sources() => Copy(Repository, Folder);

    public static DirectoryInfo Repository { get; } = new(typeof(Sources).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == "Repository").Value!);

    public DirectoryInfo Folder { get; } = Directory.CreateTempSubdirectory();

    /// <summary>
    /// Packs the solution as its README says. Analyzers do not run, because they run in the build that these tests
    /// are part of.
    /// </summary>
    public Task<DirectoryInfo> PackAsync(string version) => PackAsync([], version);

    /// <summary>Packs the projects in src, without what restoring all others takes.</summary>
    public async Task<DirectoryInfo> PackSourceAsync(string version)
    {
        const string Filter = "src.slnf";
        var projects = new DirectoryInfo(Path.Combine(Folder.FullName, "src")).EnumerateFiles("*.csproj", SearchOption.AllDirectories)
            .Select(project => Path.GetRelativePath(Folder.FullName, project.FullName));
        var filter = new { solution = new { path = "Conversations.Core.sln", projects } };
        await File.WriteAllTextAsync(Path.Combine(Folder.FullName, Filter), JsonSerializer.Serialize(filter));
        return await PackAsync([Filter], version);
    }

    public void Dispose() => Folder.Delete(recursive: true);

    private async Task<DirectoryInfo> PackAsync(string[] solution, string version)
    {
        await Dotnet.RunAsync(Folder, ["pack", .. solution, "-c", "Release", "-o", "artifacts", $"-p:Version={version}", "-p:RunAnalyzers=false"]);
        return Folder.CreateSubdirectory("artifacts");
    }

    private static void Copy(DirectoryInfo from, DirectoryInfo to)
    {
        foreach (var file in from.EnumerateFiles())
            file.CopyTo(Path.Combine(to.FullName, file.Name));
        foreach (var folder in from.EnumerateDirectories().Where(IsSource))
            Copy(folder, to.CreateSubdirectory(folder.Name));
    }

    private static bool IsSource(DirectoryInfo folder) =>
        !folder.Name.StartsWith('.') && !_made.Contains(folder.Name) && folder.LinkTarget is null;
}
