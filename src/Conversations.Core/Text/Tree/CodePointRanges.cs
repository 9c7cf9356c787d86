namespace Conversations;

/// <summary>
/// Looks up code points in a table of ranges. A table has the first and the last code point of each range, in ascending order.
/// </summary>
internal static class CodePointRanges
{
    /// <summary>Returns whether a range of the table contains a code point. This is a binary search.</summary>
    internal static bool Contain(ReadOnlySpan<int> table, int codePoint)
    {
        var (low, high) = (0, table.Length / 2 - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (codePoint < table[middle * 2])
                high = middle - 1;
            else if (codePoint > table[middle * 2 + 1])
                low = middle + 1;
            else
                return true;
        }

        return false;
    }
}
