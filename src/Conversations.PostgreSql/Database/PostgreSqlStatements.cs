using System.Collections.Concurrent;

namespace Conversations;

/// <summary>Puts the name of the schema into statements, which say <c>@schema</c>.</summary>
/// <param name="schema">The validated name.</param>
internal sealed class PostgreSqlStatements(string schema)
{
    private readonly ConcurrentDictionary<string, string> _statements = [];
    private long _count;

    /// <summary>Gets how many statements were run.</summary>
    internal long Count => Interlocked.Read(ref _count);

    internal string Schema => schema;

    internal string In(string sql) => _statements.GetOrAdd(sql, static (text, name) => text.Replace("@schema", $"\"{name}\"", StringComparison.Ordinal), schema);

    internal void Counted() => Interlocked.Increment(ref _count);
}
