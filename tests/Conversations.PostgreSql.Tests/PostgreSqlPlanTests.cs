using System.Reflection;
using System.Text.RegularExpressions;
using Conversations.PostgreSql.Tests.Watching;
using Conversations.Storage;

namespace Conversations.PostgreSql.Tests;

/// <summary>
/// How PostgreSQL ran each statement of each call, including those in functions, in a world as large as one in use: a call that a screen waits for reads
/// little more than it shows.
/// </summary>
public sealed partial class PostgreSqlPlanTests(PlanFixture fixture) : IClassFixture<PlanFixture>
{
    /// <summary>
    /// The rows of a page, and those that are read to know its order, because the index of an inbox lags; also the 400 deleted messages of the
    /// room, to which the calls add some.
    /// </summary>
    private const int MaxRows = 450;

    /// <summary>A page of 20 in an inbox reads 460 pages: three for each row of the index that is looked at.</summary>
    private const int MaxPages = 600;

    /// <summary>The statements that run only after an answer was lost, and while a conversation is locked.</summary>
    private static readonly string[] _notCalled = ["VersionOfSql", "_leaseNewLockedSql"];

    /// <summary>Statements that the server runs without a plan.</summary>
    private static readonly string[] _withoutPlan = ["LOCK TABLE", "LISTEN", "UNLISTEN"];

    /// <summary>Tables with a row per host and per handler, of which there are few.</summary>
    private static readonly string[] _smallTables = ["delivery_hosts", "delivery_handlers", "watch_hosts"];

    /// <summary>The calls, each with plans for its own values, and with plans that are made once for all values, as for prepared statements.</summary>
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
        var plans = await RunAsync(world, name);

        // One send in a minute moves the conversation in the inbox of each participant. The next one does not.
        if (plans.Any(plan => HasTooManyPages(plan, name) || plan.Steps.Any(step => HasTooManyRows(step, name))))
            plans = await RunAsync(world, name);

        plans.Should().NotBeEmpty();
        foreach (var plan in plans)
        {
            HasTooManyPages(plan, name).Should().BeFalse("{0}", plan.Text);

            // For a thousand entries it is right to read the whole table of not many more conversations.
            if (name.EndsWith("with a filter", StringComparison.Ordinal) && !isGeneric)
                continue;

            plan.Steps.Where(step => step.Kind == "Seq Scan" && !_smallTables.Contains(step.Table)).Should().BeEmpty("{0}", plan.Text);
            plan.Steps.Where(step => HasTooManyRows(step, name)).Should().BeEmpty("{0}", plan.Text);
        }
    }

    [Fact]
    public async Task Every_statement_of_the_store_is_covered_by_the_calls()
    {
        await using var world = await World.CreateAsync(Watch.TellPlans);
        foreach (var call in Calls.All)
            await (await call.PrepareAsync(world))();
        await Calls.Administer(world);
        await Deliveries.Administer(world);

        var ran = world.Watch.TakePlans().Select(plan => Normalise(plan.Sql)).ToHashSet();

        Statements(world.Schema)
            .Where(statement => !_notCalled.Contains(statement.Name) && !ran.Contains(statement.Sql) && !_withoutPlan.Any(word => statement.Sql.StartsWith(word, StringComparison.Ordinal)))
            .Select(statement => statement.Name).Should().BeEmpty("a call that runs it belongs to Calls");
    }

    private static bool HasTooManyPages(Plan plan, string name) => plan.Steps[0].Pages >= MaxPages * FactorOf(name) * FactorOf(name);

    private static bool HasTooManyRows(PlanStep step, string name) => step.Rows > MaxRows * FactorOf(name);

    private static async Task<IReadOnlyCollection<Plan>> RunAsync(World world, string name)
    {
        var run = await Calls.Find(name).PrepareAsync(world);
        world.Watch.TakePlans();
        await run();
        return world.Watch.TakePlans();
    }

    /// <summary>A filter and a badge look at 1,000 entries, some calls look at all participants, and some at 1,000 conversations of a user.</summary>
    private static int FactorOf(string name) => name switch
    {
        // One statement finds the entries and reads them.
        "page of an inbox with a filter" => InboxWindow.MaxLookedAt / 160,
        "count what is unread" => InboxWindow.MaxLookedAt / 200,
        "what everyone has read" or "import ten" => 5,
        "list who missed messages" => 6,

        // What it finds are all conversations that the other calls have changed.
        "find work of a handler" => 2,
        "find a user as a user" or "find a stranger as a user" => 3,
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

    /// <summary>The driver replaces named parameters by numbers.</summary>
    private static string Normalise(string sql) => Parameter().Replace(sql, "?");

    [GeneratedRegex(@"@\w+|\$\d+")]
    private static partial Regex Parameter();
}
