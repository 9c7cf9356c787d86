using System.Reflection;
using System.Text.RegularExpressions;

namespace Conversations.Testing;

/// <summary>The rules of the contract as the comments of the interfaces state them. This package contains those comments.</summary>
internal static partial class ContractText
{
    private const int MaxLength = 140;

    private static readonly Dictionary<string, string> _rules = Read();

    /// <summary>Returns a line for each rule that a test names: its name, and the start of what it says.</summary>
    internal static string Describe(MethodInfo test) => string.Join(
        '\n',
        test.GetCustomAttributes<RuleAttribute>().SelectMany(rule => rule.Names).Select(name =>
            _rules.TryGetValue(name, out var text) ? $"{RuleAttribute.Trait}: {name} ({text})" : $"{RuleAttribute.Trait}: {name}"));

    private static Dictionary<string, string> Read()
    {
        var rules = new Dictionary<string, string>(StringComparer.Ordinal);
        var assembly = typeof(ContractText).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith("contract/", StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            Read(reader.ReadToEnd(), rules);
        }

        return rules;
    }

    /// <summary>Reads the rules in the comments of a source file. Each comment belongs to the interface or method after it.</summary>
    private static void Read(string source, Dictionary<string, string> rules)
    {
        foreach (Match documented in Documented.Matches(source))
        {
            var comment = Spaces.Replace(Slashes.Replace(documented.Groups["comment"].Value, " "), " ");
            foreach (Match rule in Rule.Matches(comment))
            {
                var number = rule.Groups["number"].Success ? rule.Groups["number"].Value : nameof(RuleAttribute.Cost);
                rules[$"{documented.Groups["member"].Value} {number}"] = Start(rule.Groups["text"].Value);
            }
        }
    }

    /// <summary>Returns the first sentence of a rule, or the start of it, as plain text.</summary>
    private static string Start(string rule)
    {
        var text = Tag.Replace(Reference.Replace(rule, "${name}"), "").Replace("&lt;", "<", StringComparison.Ordinal).Trim();
        var end = text.IndexOf(". ", StringComparison.Ordinal);
        var sentence = end < 0 ? text.TrimEnd('.') : text[..end];
        return sentence.Length <= MaxLength ? sentence : sentence[..sentence.LastIndexOf(' ', MaxLength)] + "…";
    }

    [GeneratedRegex(@"(?<comment>(^ *///.*\n)+)(^ *\[.*\n)*^.*?(\binterface (?<member>\w+)|\b(?<member>\w+)\()", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Documented { get; }

    [GeneratedRegex(@"<para> ?((?<number>\d+)\. |Cost: )(?<text>.*?)</para>", RegexOptions.ExplicitCapture)]
    private static partial Regex Rule { get; }

    [GeneratedRegex(@"<(see|paramref) (cref|name)=""([\w.]*\.)?(?<name>\w+)""/>", RegexOptions.ExplicitCapture)]
    private static partial Regex Reference { get; }

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag { get; }

    [GeneratedRegex(@"^ *///", RegexOptions.Multiline)]
    private static partial Regex Slashes { get; }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces { get; }
}
