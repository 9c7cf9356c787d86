using Xunit.v3;

namespace Conversations.Testing;

/// <summary>
/// Names rules of the contract that a test proves. The rules are in the comments of <c>IConversationStore</c> and of the interfaces that it
/// derives from: each has a number within the interface or the method, such as "CommitAsync 7".
/// </summary>
/// <remarks>
/// Each rule is a trait with the name "Rule", so <c>--filter "Rule=CommitAsync 7"</c> runs the tests that prove it. If a test of a suite
/// fails, the failure ends with the rules.
/// </remarks>
/// <param name="member">The method or the interface, given by <c>nameof</c>.</param>
/// <param name="numbers">The numbers of the rules, of which <see cref="Cost"/> is the promise of cost of a method.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class RuleAttribute(string member, params int[] numbers) : Attribute, ITraitAttribute
{
    /// <summary>The number that stands for the paragraph of a method that begins with "Cost:".</summary>
    public const int Cost = 0;

    /// <summary>The name of the trait.</summary>
    public const string Trait = "Rule";

    /// <summary>Gets the name of the method or the interface.</summary>
    public string Member => member;

    /// <summary>Gets the numbers of the rules.</summary>
    public IReadOnlyList<int> Numbers => numbers;

    /// <summary>Gets the names of the rules, such as "CommitAsync 7" and "ListInboxAsync Cost".</summary>
    public IReadOnlyList<string> Names => [.. numbers.Select(number => number == Cost ? $"{member} {nameof(Cost)}" : $"{member} {number}")];

    /// <inheritdoc/>
    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => [.. Names.Select(name => KeyValuePair.Create(Trait, name))];
}
