using System.Reflection;
using static Conversations.Sqlite.Tests.TestStores;

namespace Conversations.Sqlite.Tests;

/// <summary>How SQLite would run the statements: what a screen waits for must not look at more rows than it shows.</summary>
public sealed class SqlitePlanTests : IAsyncLifetime, IDisposable
{
    /// <summary>What runs over everything by its nature: administration and erasure.</summary>
    private static readonly string[] _mayScan = ["ListTracesSql", "NextSentSql", "NextLoggedSql", "ReplaceReactorsSql", "ReplaceLoggedSql"];

    private readonly TemporaryFolder _folder = new();

    private string Path => _folder.File("conversations.db");

    public static TheoryData<string> Statements
    {
        get
        {
            var data = new TheoryData<string>();
            foreach (var name in All().Keys.Where(name => !_mayScan.Contains(name)))
                data.Add(name);

            return data;
        }
    }

    public async Task InitializeAsync()
    {
        await using var provider = Provide(Path);
        await provider.Conversations().CreateRoomAsync();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Statements_of_the_hot_reads_are_among_those_that_are_looked_at() => All().Keys.Should().Contain(
    [
        "_listMessagesSql", "_listMessagesDescendingSql", "_walkSql", "_walkAllSql", "_entriesSql", "_entrySql", "ListParticipantsSql", "ReadStateSql",
        "_findConversationSql", "_findMessageSql", "_findSlotSql", "FactsSql", "MarkAsReadSql", "Head.FindSql", "MessageHead.FindSql",
    ]);

    [Theory]
    [MemberData(nameof(Statements))]
    public void Statement_scans_no_table_and_sorts_nothing(string name)
    {
        var plan = Plan(All()[name]);

        plan.Where(step => step.Detail.StartsWith("SCAN", StringComparison.Ordinal) && !IsSmall(plan, step.Detail))
            .Should().BeEmpty("it would look at every row; the plan is\n{0}", string.Join('\n', plan.Select(step => step.Detail)));
        plan.Where(step => step.Detail.Contains("TEMP B-TREE", StringComparison.Ordinal) && !IsOfReactions(plan, step.Parent))
            .Should().BeEmpty("it would sort every row; the plan is\n{0}", string.Join('\n', plan.Select(step => step.Detail)));
    }

    /// <summary>A list that was given, a page that was cut already, or a row without a table.</summary>
    private static bool IsSmall(List<Step> plan, string detail) =>
        detail.Contains("VIRTUAL TABLE", StringComparison.Ordinal)
        || detail.Contains("CONSTANT ROW", StringComparison.Ordinal)
        || detail.StartsWith("SCAN (subquery", StringComparison.Ordinal)
        || plan.Any(step => step.Detail == detail.Replace("SCAN", "CO-ROUTINE", StringComparison.Ordinal));

    /// <summary>The reactions of one message, which are few, are grouped.</summary>
    private static bool IsOfReactions(List<Step> plan, int parent) => plan.Any(step =>
        step.Parent == parent && step.Detail.StartsWith("SEARCH r USING", StringComparison.Ordinal));

    private static Dictionary<string, string> All() => typeof(SqliteConversationStore).Assembly.GetTypes()
        .Where(type => type.Namespace == "Conversations")
        .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
        .Where(field => field.FieldType == typeof(string) && field.Name.EndsWith("Sql", StringComparison.Ordinal))
        .ToDictionary(
            field => field.DeclaringType == typeof(SqliteConversationStore) ? field.Name : $"{field.DeclaringType!.Name}.{field.Name}",
            field => (string)(field.IsLiteral ? field.GetRawConstantValue() : field.GetValue(null))!);

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA2100", Justification = "Statements of the library.")]
    private List<Step> Plan(string sql)
    {
        using var connection = RawFile.Open(Path);
        connection.CreateFunction("mentions", static (string text, string user) => text == user);
        using var command = connection.CreateCommand();
        command.CommandText = $"EXPLAIN QUERY PLAN {sql}";
        foreach (var name in System.Text.RegularExpressions.Regex.Matches(sql, @"\$\w+").Select(match => match.Value).Distinct())
            command.Parameters.AddWithValue(name, DBNull.Value);

        using var reader = command.ExecuteReader();
        var steps = new List<Step>();
        while (reader.Read())
            steps.Add(new(reader.GetInt32(1), reader.GetString(3)));

        return steps;
    }

    private sealed record Step(int Parent, string Detail);
}
