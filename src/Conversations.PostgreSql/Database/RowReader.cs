global using RowSource = Npgsql.NpgsqlDataReader;

namespace Conversations;

/// <content>Times and arrays are types of PostgreSQL's own.</content>
internal ref partial struct RowReader
{
    /// <summary>Reads a time, in UTC also if the app has told the driver to convert times to the local time zone (legacy timestamps).</summary>
    internal DateTimeOffset NextTime() => row.GetFieldValue<DateTimeOffset>(_next++).ToUniversalTime();

    internal Guid NextGuid() => row.GetGuid(_next++);

    internal byte[] NextBytes() => row.GetFieldValue<byte[]>(_next++);

    /// <summary>Reads users, of which there are none if the column is null.</summary>
    internal UserId[] NextUsers() => SkipsNull() ? [] : [.. row.GetFieldValue<string[]>(_next++).Select(UserId.FromStored)];
}
