#pragma warning disable CA1066, CA1008, CA1028, CA1815, CA1711, CA1720, CA1716, CA2225, CA1040, CA1000, CA1003, CA1027

namespace PublicApi.Samples;

[Flags]
public enum Colours : byte
{
    None = 0,
    Red = 1,
    Blue = 2,
}

public delegate T Making<in TFrom, out T>(TFrom from, Colours colours = Colours.Red | Colours.Blue);

public record Point(int X, string? Label);

public readonly record struct Pair(int Left, int Right);

public struct Counter
{
    public int Value { readonly get; set; }

    public readonly int Twice() => Value * 2;

    public static implicit operator int(Counter counter) => counter.Value;

    public static bool operator ==(Counter left, Counter right) => left.Value == right.Value;

    public static bool operator !=(Counter left, Counter right) => !(left == right);

    public override readonly bool Equals(object? obj) => obj is Counter other && this == other;

    public override readonly int GetHashCode() => Value;
}

public readonly ref struct Window(ReadOnlySpan<char> text)
{
    public ReadOnlySpan<char> Text { get; } = text;

    public ref readonly char First => ref Text[0];
}

public interface IShape<TSelf>
    where TSelf : IShape<TSelf>?
{
    static abstract TSelf Make();

    int Area { get; }

    string Describe() => "";
}
