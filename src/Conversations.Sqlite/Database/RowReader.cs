global using RowSource = Conversations.SqliteRows;
using System.Text.Json;

namespace Conversations;

/// <content>Times are whole milliseconds, and arrays are JSON.</content>
internal ref partial struct RowReader
{
    internal DateTimeOffset NextTime() => DateTimeOffset.FromUnixTimeMilliseconds(NextInt64());

    internal byte[] NextBytes() => row.GetBytes(_next++);

    /// <summary>Reads users, of which there are none if the column is null.</summary>
    internal UserId[] NextUsers() => NextTextOrNull() is { } json
        ? [.. JsonSerializer.Deserialize(json, RowJson.Default.StringArray)!.Select(UserId.FromStored)]
        : [];
}
