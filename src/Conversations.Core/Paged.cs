using System.Runtime.CompilerServices;

namespace Conversations;

/// <summary>A list that is read page by page: <c>await foreach</c> gives all of it, <see cref="PageAsync"/> a part.</summary>
/// <remarks>Nothing is read before it is asked for, and no page is kept. Each page is read as it is at that moment.</remarks>
/// <typeparam name="T">What is listed.</typeparam>
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
    /// How many items at most, 1 to <see cref="ConversationLimits.MaxPageSize"/>: 100 by default, which an option sets up to 1,000.
    /// Null = the default of the list, or that limit if it is less.
    /// </param>
    /// <param name="cursor">The <see cref="Page{T}.Next"/> of a page of this same list; null = at the beginning.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The page; without items where the list has none.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The size is less than 1 or more than the limit.</exception>
    /// <exception cref="ArgumentException">The cursor is malformed, or of another list.</exception>
    /// <exception cref="ConversationNotFoundException">The conversation does not exist, or not for the user.</exception>
    public async Task<Page<T>> PageAsync(int? size = null, string? cursor = null, CancellationToken cancellationToken = default)
    {
        if (size is { } wanted && (wanted < 1 || wanted > _maxSize))
            throw new ArgumentOutOfRangeException(nameof(size), wanted, $"A page has 1 to {_maxSize} items.");

        var place = cursor is null ? (Cursor?)null : Cursor.Parse(cursor, _scope);
        var (items, next) = await _read(place, size ?? _defaultSize, cancellationToken).ConfigureAwait(false);
        return new(items, next?.ToText(_scope));
    }

    /// <summary>Reads the whole list, a page at a time.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>An enumerator.</returns>
    /// <exception cref="ConversationNotFoundException">The conversation does not exist, or not for the user.</exception>
    public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
        AllAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);

    /// <summary>Gives the same list with each item as another sees it; its cursors are the same.</summary>
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
                yield return item;
        }
        while (place is not null);
    }
}
