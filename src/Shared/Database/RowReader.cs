namespace Conversations;

/// <summary>
/// Reads the columns of a row one after the other, in the order in which the statement selects them. Initializers and arguments are evaluated from left
/// to right, so the code that reads a row lists the columns as the statement does.
/// </summary>
/// <remarks>The reader of a part of a row takes this by reference; a copy would not move the original to the next column.</remarks>
/// <param name="row">The row that the database's reader stands at. Each package names its type with the alias RowSource.</param>
internal ref partial struct RowReader(RowSource row)
{
    private int _next;

    /// <summary>Gets whether the next column is null; the column is not consumed.</summary>
    internal readonly bool IsNextNull => row.IsDBNull(_next);

    /// <summary>Makes a value of the row that a reader stands at.</summary>
    internal static T Read<T>(RowSource reader, RowMap<T> map)
    {
        var row = new RowReader(reader);
        return map(ref row);
    }

    internal void Skip(int columns) => _next += columns;

    internal bool NextBoolean() => row.GetBoolean(_next++);

    internal int NextInt32() => row.GetInt32(_next++);

    internal int? NextInt32OrNull() => SkipsNull() ? null : NextInt32();

    internal long NextInt64() => row.GetInt64(_next++);

    internal long? NextInt64OrNull() => SkipsNull() ? null : NextInt64();

    internal string NextText() => row.GetString(_next++);

    internal string? NextTextOrNull() => SkipsNull() ? null : NextText();

    internal DateTimeOffset? NextTimeOrNull() => SkipsNull() ? null : NextTime();

    internal UserId NextUser() => UserId.FromStored(NextText());

    internal UserId? NextUserOrNull() => SkipsNull() ? null : NextUser();

    internal MessageId NextMessage() => MessageId.FromStored(NextText());

    internal MessageId? NextMessageOrNull() => SkipsNull() ? null : NextMessage();

    internal ConversationId NextConversation() => ConversationId.FromStored(NextText());

    internal CustomData NextCustom() => SkipsNull() ? CustomData.Empty : CustomData.FromStored(NextText());

    /// <summary>Consumes the next column if it is null, and returns whether it was.</summary>
    private bool SkipsNull()
    {
        if (!IsNextNull)
            return false;

        _next++;
        return true;
    }
}
