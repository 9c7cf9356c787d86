using System.Security.Cryptography;

namespace Conversations.Mutation;

/// <summary>Says whether stored results are of these sources.</summary>
internal static class Sources
{
    private static readonly string[] _folders = ["src/Conversations.Core", "src/Conversations.Testing", "tests/Conversations.Core.Tests", "tests/Conversations.Mistakes"];

    /// <summary>Returns a short hash of all sources that a result depends on.</summary>
    internal static async Task<string> HashAsync(string root)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in _folders.SelectMany(folder => FilesOf(Path.Combine(root, folder))).Order(StringComparer.Ordinal))
            hash.AppendData(await File.ReadAllBytesAsync(file));

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..12];
    }

    private static IEnumerable<string> FilesOf(string folder) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) is ".cs" or ".csproj")
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal));
}
