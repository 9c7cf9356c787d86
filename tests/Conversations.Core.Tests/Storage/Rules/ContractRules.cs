using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Conversations.Storage;

namespace Conversations.Tests.Storage.Rules;

/// <summary>The rules in the comments of the store's interfaces, as the compiler wrote them into the documentation file.</summary>
internal static partial class ContractRules
{
    private const string Interface = "T:Conversations.Storage.I";
    private const string Method = "M:Conversations.Storage.I";

    /// <summary>Gets the paragraphs of remarks by interface or method, without white space around and within them.</summary>
    internal static IReadOnlyDictionary<string, IReadOnlyList<string>> Paragraphs { get; } =
        XDocument.Load(Path.ChangeExtension(typeof(IConversationStore).Assembly.Location, ".xml")).Descendants("member")
            .Select(member => (Name: member.Attribute("name")!.Value, Remarks: member.Element("remarks")))
            .Where(member => IsOfAnInterface(member.Name) && member.Remarks is not null)
            .ToDictionary(
                member => member.Name.Split('(')[0].Split('.')[^1],
                member => (IReadOnlyList<string>)[.. member.Remarks!.Elements("para").Select(paragraph => Spaces.Replace(paragraph.Value, " ").Trim())]);

    /// <summary>Gets the names of all rules, such as "CommitAsync 7" and "CommitAsync Cost".</summary>
    internal static IReadOnlyList<string> All { get; } =
        [.. Paragraphs.SelectMany(member => member.Value.Select(NumberOf).OfType<string>().Select(number => $"{member.Key} {number}"))];

    /// <summary>Returns the number of the rule in a paragraph, "Cost", or null if it is no rule.</summary>
    internal static string? NumberOf(string paragraph) =>
        paragraph.StartsWith("Cost: ", StringComparison.Ordinal) ? "Cost"
        : Number.Match(paragraph) is { Success: true } match ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture)
        : null;

    private static bool IsOfAnInterface(string name) =>
        (name.StartsWith(Interface, StringComparison.Ordinal) || name.StartsWith(Method, StringComparison.Ordinal))
        && Named.IsMatch(name);

    [GeneratedRegex(@"^[TM]:Conversations\.Storage\.I[A-Z]\w+(\.\w+)?(\(|$)")]
    private static partial Regex Named { get; }

    [GeneratedRegex(@"^([0-9]+)\. ")]
    private static partial Regex Number { get; }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces { get; }
}
