using System.Runtime.CompilerServices;

namespace Conversations;

/// <summary>
/// Represents a list that is read in pages: <c>await foreach</c> returns all items, and <see cref="PageAsync"/> returns one page.
/// </summary>
/// <remarks>
/// A page is read from the store only when it is requested, and is not kept. So each page shows the list as it is at that moment.
/// </remarks>
/// <typeparam name="T">The type of the items.</typeparam>
public sealed class Paged<T> : IAsyncEnumerable<T>
{
    private readonly Func<Cursor?, int, CancellationToken, Task<(IReadOnlyList<T> Items, Cursor? Next)>> _read;
    private readonly CursorScope _scope;
    private readonly int _defaultSize;
    private readonly int _maxSize;

    internal Paged(
        CursorScope scope,
        int defaultSize,
        int maxSize,
        Func<Cursor?, int, CancellationToken, Task<(IReadOnlyList<T> Items, Cursor? Next)>> read) =>
        (_scope, _defaultSize, _maxSize, _read) = (scope, Math.Min(defaultSize, maxSize), maxSize, read);

    /// <summary>Reads one page.</summary>
    /// <param name="size">
    /// The maximum number of items: at least 1 and at most <see cref="ConversationLimits.MaxPageSize"/> (100 by default). Null for
    /// the default of the list, or for that limit if it is lower.
    /// </param>
    /// <param name="cursor">
    /// The <see cref="Page{T}.Next"/> of the previous page of this list, or null to read the first page.
    /// </param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The page. It has no items if the list is empty.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="size"/> is less than 1 or greater than the limit.</exception>
    /// <exception cref="ArgumentException"><paramref name="cursor"/> is malformed, or belongs to another list.</exception>
    /// <exception cref="ConversationNotFoundException">
    /// The list belongs to a conversation that does not exist, or does not exist for the user.
    /// </exception>
    /// <exception cref="MessageNotFoundException">The list belongs to a message that does not exist, or was deleted.</exception>
    public async Task<Page<T>> PageAsync(int? size = null, string? cursor = null, CancellationToken cancellationToken = default)
    {
        if (size is { } wanted && (wanted < 1 || wanted > _maxSize))
            throw new ArgumentOutOfRangeException(nameof(size), wanted, $"The size of a page must be 1 to {_maxSize}.");

        var place = cursor is null ? (Cursor?)null : Cursor.Parse(cursor, _scope);
        var (items, next) = await _read(place, size ?? _defaultSize, cancellationToken).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return new(items, next?.ToText(_scope));
    }

    /// <summary>Enumerates all items of the list. One page at a time is read from the store.</summary>
    /// <remarks>Exceptions are thrown while items are read, and not by this method itself.</remarks>
    /// <param name="cancellationToken">Cancels the enumeration.</param>
    /// <returns>An enumerator.</returns>
    /// <exception cref="ConversationNotFoundException">
    /// The list belongs to a conversation that does not exist, or does not exist for the user.
    /// </exception>
    /// <exception cref="MessageNotFoundException">The list belongs to a message that does not exist, or was deleted.</exception>
    public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
        AllAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);

    /// <summary>Returns the same list with each item converted. The cursors of both lists are the same.</summary>
    internal Paged<TOther> Select<TOther>(Func<T, TOther> select) => new(_scope, _defaultSize, _maxSize, async (place, size, cancellationToken) =>
    {
        var (items, next) = await _read(place, size, cancellationToken).ConfigureAwait(false);
        return ([.. items.Select(select)], next);
    });

    private async IAsyncEnumerable<T> AllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Cursor? place = null;
        do
        {
            (var items, place) = await _read(place, _maxSize, cancellationToken).ConfigureAwait(false);
            foreach (var item in items)
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return item;
            }
        }
        while (place is not null);
    }
}
