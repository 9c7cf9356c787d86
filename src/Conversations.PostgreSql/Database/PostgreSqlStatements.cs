using System.Collections.Concurrent;

namespace Conversations;

/// <summary>Replaces <c>@schema</c> in statements by the name of the schema, and counts the statements that run.</summary>
/// <param name="schema">The name, which is validated.</param>
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
