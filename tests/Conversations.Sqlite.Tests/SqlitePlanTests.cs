using System.Reflection;
using SQLitePCL;
using static Conversations.Sqlite.Tests.TestStores;

namespace Conversations.Sqlite.Tests;

/// <summary>Checks SQLite's plans for the statements: a statement that a user waits for must not read more rows than it returns.</summary>
public sealed class SqlitePlanTests : IAsyncLifetime, IDisposable
{
    /// <summary>The statements of an erasure, which must read every row.</summary>
    private static readonly string[] _mayScan = ["ListTracesSql", "NextSentSql", "NextLoggedSql", "ReplaceReactorsSql", "ReplaceLoggedSql"];

    /// <summary>
    /// The statements that sort the entries of an inbox whose index is close to a page (<see cref="SqliteInboxCostTests"/> bounds them), the one that
    /// sorts the reactions of an erased user, the one that sorts a page of due rows for each handler, the one that sorts what failed, and the one that
    /// sorts what changed in the same millisecond (<see cref="SqliteChangedCostTests"/> bounds it).
    /// </summary>
    private static readonly string[] _maySort = ["_listInboxSql", "_listAllInboxSql", "NextReactionsSql", "FindWorkSql", "ListFailedSql", "_listChangedSql"];

    /// <summary>Tables with a row per host or per handler ("h"), and the conversations that have a mark for delivery.</summary>
    private static readonly string[] _smallScans = ["SCAN delivery_hosts", "SCAN g", "SCAN h", "SCAN c USING INDEX conversations_pending", "SCAN conversations USING INDEX conversations_pending"];

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

    public async ValueTask InitializeAsync()
    {
        await using var provider = Provide(Path);
        await provider.Conversations().CreateRoomAsync();
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Statements_of_the_frequent_calls_are_among_those_that_are_checked() => All().Keys.Should().Contain(
    [
        "_listMessagesSql", "_listMessagesDescendingSql", "_listInboxSql", "_listAllInboxSql", "_countUnreadSql", "_entrySql", "ListParticipantsSql", "ReadStateSql",
        "_findConversationSql", "_findMessageSql", "_findSlotSql", "FactsSql", "MarkAsReadSql", "_setLastSql", "SentBeforeSql", "EmptyHiddenSql", "HideUpToSql", "HidesHistorySql", "FindWorkSql",
        "LeaseSql", "ReportSql", "Head.FindSql", "MessageHead.FindSql", "_listChangedSql", "FindMembersSql", "MoveChangedSql", "OldDeparturesSql",
    ]);

    [Theory]
    [MemberData(nameof(Statements))]
    public void Statement_scans_no_table_and_sorts_nothing(string name)
    {
        var plan = Plan(All()[name]);

        plan.Where(step => step.Detail.StartsWith("SCAN", StringComparison.Ordinal) && !IsSmall(plan, step.Detail))
            .Should().BeEmpty("it would read every row; the plan is\n{0}", string.Join('\n', plan.Select(step => step.Detail)));
        plan.Where(step => !_maySort.Contains(name) && step.Detail.Contains("TEMP B-TREE", StringComparison.Ordinal) && !IsOfReactions(plan, step.Parent))
            .Should().BeEmpty("it would sort every row; the plan is\n{0}", string.Join('\n', plan.Select(step => step.Detail)));
    }

    [Theory]
    [InlineData("participants_changed")]
    [InlineData("departures_changed")]
    public void Index_of_what_has_changed_is_read_by_the_statement_that_lists_it_and_by_no_other(string index) => All()
        .Where(statement => Plan(statement.Value).Exists(step => step.Detail.Contains($" {index} ", StringComparison.Ordinal)))
        .Select(statement => statement.Key).Should().Equal("_listChangedSql");

    [Theory]
    [InlineData("FindMembersSql", "p", "participants_earliest (conversation=?)", "PRIMARY KEY (conversation=? AND user_id=?)")]
    [InlineData("FindMembersSql", "d", "departures_version (conversation=? AND version>?)", "PRIMARY KEY (conversation=? AND user_id=?)")]
    [InlineData("_listChangedSql", "p", "participants_changed (user_id=? AND changed_at>?)")]
    [InlineData("_listChangedSql", "d", "departures_changed (user_id=? AND at>?)")]
    public void Rows_of_what_has_changed_are_found_by_these_keys(string name, string table, params string[] keys) => Plan(All()[name])
        .Select(step => step.Detail).Where(detail => detail.StartsWith($"SEARCH {table} ", StringComparison.Ordinal))
        .Select(detail => detail.Split(" INDEX ")[^1].Split(" USING ")[^1]).Should().Equal(keys);

    [Theory]
    [MemberData(nameof(Statements))]
    public void Statement_is_not_compiled_again_when_it_runs_with_other_values(string name)
    {
        const int reprepared = 5;
        using var connection = RawFile.Open(Path);
        connection.CreateFunction("mentions", static (string text, string user) => text == user);
        connection.Run("BEGIN");
        raw.sqlite3_prepare_v2(connection.Handle, All()[name], out var statement).Should().Be(raw.SQLITE_OK);
        using (statement)
        {
            for (var run = 1; run <= 3; run++)
            {
                for (var parameter = 1; parameter <= raw.sqlite3_bind_parameter_count(statement); parameter++)
                    _ = raw.sqlite3_bind_int64(statement, parameter, run);

                _ = raw.sqlite3_step(statement);
                _ = raw.sqlite3_reset(statement);
            }

            raw.sqlite3_stmt_status(statement, reprepared, 0).Should().Be(0);
        }
    }

    /// <summary>Returns whether a scan reads few rows: a list that was passed in, a page that is already limited, a small table, or a constant row.</summary>
    private static bool IsSmall(List<Step> plan, string detail) =>
        detail.Contains("VIRTUAL TABLE", StringComparison.Ordinal)
        || _smallScans.Contains(detail)
        || detail.Contains("CONSTANT ROW", StringComparison.Ordinal)
        || detail.StartsWith("SCAN (subquery", StringComparison.Ordinal)
        || plan.Any(step => step.Detail == detail.Replace("SCAN", "CO-ROUTINE", StringComparison.Ordinal));

    /// <summary>Returns whether a sort groups the reactions of one message, which are few.</summary>
    private static bool IsOfReactions(List<Step> plan, int parent) => plan.Any(step =>
        step.Parent == parent && step.Detail.StartsWith("SEARCH r USING", StringComparison.Ordinal));

    internal static Dictionary<string, string> All() => typeof(SqliteConversationStore).Assembly.GetTypes()
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
