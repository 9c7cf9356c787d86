namespace Conversations.Testing;

/// <summary>What a store has cost since it was opened. Each number only grows, and a test compares it before and after a call.</summary>
/// <param name="Statements">The number of statements that were run, or of round trips. Those that begin and end a transaction need not be counted.</param>
/// <param name="Transactions">
/// The number of transactions that wrote and were committed. A statement that writes outside a transaction counts as one. Transactions
/// that only read may be counted or not.
/// </param>
/// <param name="Rows">
/// The number of rows that the store looked at, in tables and indexes, also those that it did not return. It may be in another unit that
/// is in proportion to the rows and not less than their number, such as the steps of the database.
/// </param>
public sealed record StoreCost(long Statements, long Transactions, long Rows)
{
    /// <summary>Returns what was added to an earlier cost.</summary>
    internal StoreCost Since(StoreCost before) => new(Statements - before.Statements, Transactions - before.Transactions, Rows - before.Rows);

    /// <summary>Returns the lesser one of each number of two costs.</summary>
    internal StoreCost Least(StoreCost other) =>
        new(Math.Min(Statements, other.Statements), Math.Min(Transactions, other.Transactions), Math.Min(Rows, other.Rows));
}
