using System.Reflection;
using System.Text.RegularExpressions;
using Conversations.PostgreSql.Tests.Watching;
using Conversations.Storage;

namespace Conversations.PostgreSql.Tests;

/// <summary>
/// How PostgreSQL really ran each statement of each call, those in its functions too, in a world as large as one in use: what a screen waits for looks at
/// little more than it shows.
/// </summary>
public sealed partial class PostgreSqlPlanTests(PlanFixture fixture) : IClassFixture<PlanFixture>
{
    /// <summary>A page, and what is read to know its order: the index of an inbox lags.</summary>
    private const int MaxRows = 400;

    /// <summary>A page of 20 in an inbox takes 460: three for each row of its index that is looked at.</summary>
    private const int MaxPages = 600;

    /// <summary>What is run only after an answer was lost.</summary>
    private static readonly string[] _notCalled = ["VersionOfSql"];

    /// <summary>The calls, each with plans for the values that it gives, and with plans made once for all values, as for prepared statements.</summary>
    public static TheoryData<string, bool> Names
    {
        get
        {
            var data = new TheoryData<string, bool>();
            foreach (var call in Calls.All)
            {
                data.Add(call.Name, false);
                data.Add(call.Name, true);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Call_scans_no_table_and_reads_few_rows(string name, bool isGeneric)
    {
        var world = isGeneric ? fixture.Generic : fixture.Custom;
        var run = await Calls.Find(name).PrepareAsync(world);
        world.Watch.TakePlans();

        await run();

        var plans = world.Watch.TakePlans();
        plans.Should().NotBeEmpty();
        foreach (var plan in plans)
        {
            plan.Steps[0].Pages.Should().BeLessThan(MaxPages * FactorOf(name) * FactorOf(name), "{0}", plan.Text);

            // For a thousand entries PostgreSQL rightly reads all of not so many conversations.
            if (name.EndsWith("with a filter", StringComparison.Ordinal) && !isGeneric)
                continue;

            plan.Steps.Where(step => step.Kind == "Seq Scan").Should().BeEmpty("{0}", plan.Text);
            plan.Steps.Where(step => step.Rows > MaxRows * FactorOf(name)).Should().BeEmpty("{0}", plan.Text);
        }
    }

    [Fact]
    public async Task Every_statement_of_the_store_is_among_those_that_are_looked_at()
    {
        await using var world = await World.CreateAsync(Watch.TellPlans);
        foreach (var call in Calls.All)
            await (await call.PrepareAsync(world))();
        await Calls.Administer(world);

        var ran = world.Watch.TakePlans().Select(plan => Normalise(plan.Sql)).ToHashSet();

        Statements(world.Schema).Where(statement => !_notCalled.Contains(statement.Name) && !ran.Contains(statement.Sql))
            .Select(statement => statement.Name).Should().BeEmpty("a call that runs it belongs to Calls");
    }

    /// <summary>A filter looks at a thousand entries, some look at all who take part, and some at a thousand conversations of a user.</summary>
    private static int FactorOf(string name) => name switch
    {
        "page of an inbox with a filter" => InboxWindow.MaxLookedAt / 200,
        "what everyone has read" or "find a user as a user" or "find a stranger as a user" => 3,
        _ => 1,
    };

    private static IEnumerable<(string Name, string Sql)> Statements(string schema) => typeof(PostgreSqlConversationStore).Assembly.GetTypes()
        .Where(type => type.Namespace == "Conversations")
        .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
        .Where(field => field.Name.EndsWith("Sql", StringComparison.Ordinal))
        .SelectMany(field => (field.IsLiteral ? field.GetRawConstantValue() : field.GetValue(null)) switch
        {
            string one => [(field.Name, one)],
            string[] several => several.Select(sql => (field.Name, sql)),
            _ => [],
        })
        .Select(statement => (statement.Name, Normalise(statement.Item2.Replace("@schema", $"\"{schema}\"", StringComparison.Ordinal))));

    /// <summary>The driver turns named parameters into numbers.</summary>
    private static string Normalise(string sql) => Parameter().Replace(sql, "?");

    [GeneratedRegex(@"@\w+|\$\d+")]
    private static partial Regex Parameter();
}
