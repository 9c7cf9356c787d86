namespace Conversations;

/// <summary>Makes a value of a row.</summary>
/// <param name="row">The row, before its first column.</param>
internal delegate T RowMap<out T>(ref RowReader row);
