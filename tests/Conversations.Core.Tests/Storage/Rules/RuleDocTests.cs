using System.Globalization;
using System.Reflection;
using Conversations.Storage;
using Conversations.Testing;

namespace Conversations.Tests.Storage.Rules;

/// <summary>Tests that the rules of the contract and the tests of the suites name each other completely.</summary>
public sealed class RuleDocTests
{
    /// <summary>The rules that no test of a suite can prove, each with the reason.</summary>
    private static readonly Dictionary<string, string> _unproven = new()
    {
        [$"{nameof(IConversationStore)} 12"] = "A promise of the library to the store. StoredFormTests keeps it.",
        [$"{nameof(IStoreClock.SynchronizeAsync)} 1"] = "Few stores have a clock. StoreClockTests and the tests of PostgreSQL with wrong clocks prove it.",
        [$"{nameof(IStoreWakeUps)} 1"] = "It promises nothing. HandlerTests prove that delivery works without.",
        [$"{nameof(IStoreWakeUps.WakeAsync)} 1"] = "Few stores have wake-ups. The tests of SQLite and PostgreSQL prove them.",
        [$"{nameof(IStoreWakeUps.ListenAsync)} 1"] = "Few stores have wake-ups. The tests of SQLite and PostgreSQL prove them.",
        [$"{nameof(IWatchWakeUps)} 1"] = "It promises nothing.",
        [$"{nameof(IWatchWakeUps.ListenToNotesAsync)} 1"] = "No suite can break a connection that listens. The tests of PostgreSQL do.",
        [$"{nameof(IStoreWarnings.ListWarningsAsync)} 1"] = "No suite can cause a warning. The tests of SQLite and PostgreSQL do.",
    };

    private static readonly MethodInfo[] _tests =
        [.. StoreContract.Suites.SelectMany(suite => suite.GetMethods()).Where(method => method.GetCustomAttribute<FactAttribute>() is not null)];

    [Fact]
    public void Every_test_of_the_suites_names_a_rule()
    {
        _tests.Should().HaveCountGreaterThan(600);
        _tests.Where(test => !RulesOf(test).Any()).Select(Name).Should().BeEmpty();
    }

    [Fact]
    public void Every_test_of_the_suites_lets_its_failures_name_the_rules() => _tests
        .Where(test => test.GetCustomAttribute<FactAttribute>()!.GetType().Assembly != typeof(StoreSuite).Assembly)
        .Select(Name).Should().BeEmpty("a suite that uses the attributes of xunit itself reports failures without rules");

    [Fact]
    public void Every_rule_that_a_test_names_is_in_the_comments_of_the_interfaces() =>
        Unknown(_tests.SelectMany(RulesOf)).Should().BeEmpty();

    [Fact]
    public void Every_rule_in_the_comments_of_the_interfaces_is_named_by_a_test_or_has_a_reason() =>
        ContractRules.All.Except(_tests.SelectMany(RulesOf)).Should().BeEquivalentTo(_unproven.Keys);

    [Fact]
    public void Every_paragraph_about_a_method_is_a_rule_and_the_numbers_have_no_gap()
    {
        ContractRules.All.Should().HaveCountGreaterThan(80).And.Contain([$"{nameof(IConversationStore.CommitAsync)} 13", $"{nameof(IReadStateStore)} 2"]);
        foreach (var (member, paragraphs) in ContractRules.Paragraphs)
        {
            var numbers = paragraphs.Select(ContractRules.NumberOf).ToList();
            if (!IsInterface(member))
                numbers.Should().NotContainNulls(member);

            numbers.Where(number => number is not null and not "Cost")
                .Should().Equal(Enumerable.Range(1, numbers.Count(number => number is not null and not "Cost")).Select(i => i.ToString(CultureInfo.InvariantCulture)), member);
        }
    }

    /// <summary>What is in a summary or a remark without a paragraph cannot be named, so a method without a rule says nothing that a store must do.</summary>
    [Fact]
    public void Every_method_of_a_store_has_a_rule() => typeof(IConversationStore).GetInterfaces().Append(typeof(IConversationStore))
        .SelectMany(type => type.GetMethods()).Where(method => method.IsPublic).Select(method => method.Name)
        .Where(method => !ContractRules.All.Contains($"{method} 1")).Should().BeEmpty();

    [Fact]
    public void A_rule_that_does_not_exist_is_found() => Unknown(["CommitAsync 1", "CommitAsync 99", "ListReactorsAsync Cost", "Nothing 1"])
        .Should().Equal("CommitAsync 99", "ListReactorsAsync Cost", "Nothing 1");

    private static IEnumerable<string> Unknown(IEnumerable<string> rules) => rules.Distinct().Except(ContractRules.All);

    private static IEnumerable<string> RulesOf(MethodInfo test) => test.GetCustomAttributes<RuleAttribute>().SelectMany(rule => rule.Names);

    private static bool IsInterface(string member) => typeof(IConversationStore).Assembly.GetType($"Conversations.Storage.{member}") is not null;

    private static string Name(MethodInfo test) => $"{test.DeclaringType!.Name}.{test.Name}";
}
