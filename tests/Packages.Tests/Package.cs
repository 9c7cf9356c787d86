using System.IO.Compression;
using System.Xml.Linq;

namespace Packages;

/// <summary>Reads a packed package as an archive.</summary>
public sealed class Package(FileInfo file)
{
    public long Length => file.Length;

    /// <summary>Gets the package that contains the symbols.</summary>
    public Package Symbols => new(new(Path.ChangeExtension(file.FullName, ".snupkg")));

    /// <summary>Returns the names of the files in the package, without the files that every package has.</summary>
    public IReadOnlyList<string> Names()
    {
        using var archive = ZipFile.OpenRead(file.FullName);
        return [.. archive.Entries.Select(entry => entry.FullName).Where(name =>
            !name.StartsWith("_rels/", StringComparison.Ordinal)
            && !name.StartsWith("package/", StringComparison.Ordinal)
            && name != "[Content_Types].xml"
            && !name.EndsWith(".nuspec", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
    }

    public byte[] Bytes(string name)
    {
        using var archive = ZipFile.OpenRead(file.FullName);
        using var entry = archive.Entries.Single(entry => entry.FullName.EndsWith(name, StringComparison.Ordinal)).Open();
        using var bytes = new MemoryStream();
        entry.CopyTo(bytes);
        return bytes.ToArray();
    }

    /// <summary>Returns the metadata of the package by name.</summary>
    public Dictionary<string, string> Metadata()
    {
        using var nuspec = new MemoryStream(Bytes(".nuspec"));
        return XDocument.Load(nuspec).Root!.Elements().Single().Elements()
            .ToDictionary(element => element.Name.LocalName, element => element.Value);
    }
}
