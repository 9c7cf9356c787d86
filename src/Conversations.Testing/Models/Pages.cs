namespace Conversations.Testing;

/// <summary>Reads lists page by page.</summary>
internal static class Pages
{
    /// <summary>Reads all pages of a list.</summary>
    /// <param name="list">The list.</param>
    /// <param name="size">Returns the size of the next page.</param>
    internal static async Task<List<T>> AllAsync<T>(Paged<T> list, Func<int> size)
    {
        var all = new List<T>();
        string? cursor = null;
        do
        {
            var wanted = size();
            var page = await list.PageAsync(wanted, cursor);
            Assert.InRange(page.Items.Count, 0, wanted);
            all.AddRange(page.Items);
            cursor = page.Next;
        }
        while (cursor is not null);
        return all;
    }

    /// <summary>Reads all pages of a list with a fixed page size.</summary>
    internal static Task<List<T>> AllAsync<T>(Paged<T> list, int size) => AllAsync(list, () => size);

    /// <summary>Reads all pages of a list with a random size from 1 to 14 for each page.</summary>
    internal static Task<List<T>> AllAsync<T>(Paged<T> list, Random random) => AllAsync(list, () => random.Next(1, 15));
}
