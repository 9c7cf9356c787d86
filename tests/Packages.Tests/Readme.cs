namespace Packages;

/// <summary>Reads the README.</summary>
internal static class Readme
{
    private const string Fence = "```";

    /// <summary>Returns the first C# program in the README, with its usings.</summary>
    public static string Quickstart()
    {
        var text = File.ReadAllText(Path.Combine(Sources.Repository.FullName, "README.md"));
        return text.Split($"{Fence}csharp\n")[1].Split(Fence)[0];
    }
}
