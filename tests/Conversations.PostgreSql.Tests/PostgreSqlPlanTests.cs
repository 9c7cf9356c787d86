using Conversations.PostgreSql.Tests.Watching;

namespace Conversations.PostgreSql.Tests;

/// <summary>How PostgreSQL really ran each statement of each call, in a world as large as one in use: what a screen waits for looks at little more than it shows.</summary>
public sealed class PostgreSqlPlanTests(PlanFixture fixture) : IClassFixture<PlanFixture>
{
    /// <summary>A page and what is read to know its order: the index of an inbox lags, and of a large conversation all take part.</summary>
    private const int MaxRows = 400;


    /// <summary>The plans of the driver's parameters, and those made once for all values, as for statements that are prepared.</summary>
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
            var limit = name.Contains("filter", StringComparison.Ordinal) ? InboxLimit : MaxRows;
            plan.Steps.Where(step => step.Kind == "Seq Scan").Should().BeEmpty("{0}", plan.Text);
            plan.Steps.Where(step => step.Rows > limit).Should().BeEmpty("{0}", plan.Text);
        }
    }

    private static int InboxLimit => Storage.InboxWindow.MaxLookedAt + MaxRows;
}
