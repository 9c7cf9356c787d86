#pragma warning disable CA1019, CA1044, CA1051, CA1054, CA1707, CA1822, CA1852, CA2211, CA1045, CA1021, CA1003, CA1805, CA1814, CA1000, CA1819, CA1002

using System.Diagnostics.CodeAnalysis;

namespace PublicApi.Samples;

public class Open(string name)
{
    public const int Most = 50;

    public static readonly string Text = "";

    protected Open()
        : this("")
    {
    }

    public event EventHandler? Changed;

    public required string Name { get; init; } = name;

    public string? Title { get; protected set; }

    public int Count { get; private set; }

    public string this[int index, string? key = null] => $"{index}{key}";

    public virtual void Change() => Changed?.Invoke(this, EventArgs.Empty);

    protected virtual void Guarded() => Count = Hidden();

    private protected static int Hidden() => 0;

    protected class Nested;

    private sealed class Unseen;
}

[Obsolete("Take \"Open\".")]
public sealed class Closed : Open, IDisposable
{
    [SetsRequiredMembers]
    public Closed() => Name = "";

    public override void Change() => Dispose();

    public void Dispose() => GC.SuppressFinalize(this);

    protected override void Guarded() => Change();
}

public static class Extending
{
    public static bool TryFind<T>(this IReadOnlyDictionary<string, T?> from, string key, [NotNullWhen(true)] out T? found)
        where T : class, new() =>
        from.TryGetValue(key, out found) && found is not null;

    public static TOut? Select<TIn, TOut>(in TIn from, ref int count, Func<TIn, TOut?> select, params IReadOnlyList<string?>[] more)
        where TIn : notnull
        where TOut : IComparable<TOut>
    {
        count += more.Length;
        return select(from);
    }

    public static void Defaults(
        bool truth = true, char letter = '\'', string text = "a\n", DayOfWeek day = DayOfWeek.Friday, Guid id = default, int? number = null)
        => _ = (truth, letter, text, day, id, number);

    public static Task<(int Count, (string? First, long Second) Inner)[]?> Tuples() => Task.FromResult<(int, (string?, long))[]?>(null);
}
