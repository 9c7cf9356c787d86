namespace Packages;

/// <summary>Packs the packages once for all tests, with a version that no other run has.</summary>
public sealed class PackedFixture : IAsyncLifetime, IDisposable
{
    private readonly Sources _sources = new();

    public string Version { get; } = $"0.1.0-test.{Guid.NewGuid():n}";

    public DirectoryInfo Sources => _sources.Folder;

    public DirectoryInfo Packages { get; private set; } = null!;

    public Package this[string name] => new(new(Path.Combine(Packages.FullName, $"{name}.{Version}.nupkg")));

    public async ValueTask InitializeAsync() => Packages = await _sources.PackAsync(Version);

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    public void Dispose() => _sources.Dispose();
}
