using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Conversations;

/// <summary>
/// The rows of a running query, without the driver's reader: its checks of each column take longer than SQLite does to find the row.
/// </summary>
internal sealed class SqliteRows(sqlite3 database, sqlite3_stmt statement) : IDisposable
{
    /// <summary>Ends the query, so that it can be run again.</summary>
    public void Dispose() => raw.sqlite3_reset(statement);

    /// <summary>Moves to the next row.</summary>
    /// <returns>False if there is none.</returns>
    internal bool Read()
    {
        var result = raw.sqlite3_step(statement);
        if (result == raw.SQLITE_ROW)
            return true;

        if (result != raw.SQLITE_DONE)
            SqliteException.ThrowExceptionForRC(result, database);

        return false;
    }

    internal bool IsDBNull(int column) => raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL;

    internal bool GetBoolean(int column) => GetInt64(column) != 0;

    internal int GetInt32(int column) => checked((int)GetInt64(column));

    internal long GetInt64(int column) => raw.sqlite3_column_int64(statement, column);

    internal string GetString(int column) => raw.sqlite3_column_text(statement, column).utf8_to_string();

    internal byte[] GetBytes(int column) => raw.sqlite3_column_blob(statement, column).ToArray();
}
