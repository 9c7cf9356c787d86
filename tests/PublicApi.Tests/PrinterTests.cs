using PublicApi.Printing;
using PublicApi.Samples;

namespace PublicApi;

public sealed class PrinterTests
{
    [Fact]
    public void A_class_shows_what_is_public_and_what_those_who_derive_see()
    {
        Print(typeof(Open)).Should().Be("""
            public class Open
            {
                public const int Most = 50;
                public static readonly string Text;
                protected Open();
                public Open(string name);
                public int Count { get; }
                public string this[int index, string? key = null] { get; }
                public required string Name { get; init; }
                public string? Title { get; protected set; }
                public event EventHandler? Changed;
                public virtual void Change();
                protected virtual void Guarded();
                protected class Nested
                {
                    public Nested();
                }
            }
            """);
    }

    [Fact]
    public void A_sealed_class_shows_nothing_that_is_protected()
    {
#pragma warning disable CS0618 // That it is obsolete is to be printed.
        Print(typeof(Closed)).Should().Be("""
            [Obsolete("Take \"Open\".")] public sealed class Closed : Open, IDisposable
            {
                [SetsRequiredMembers] public Closed();
                public override void Change();
                public void Dispose();
            }
            """);
#pragma warning restore CS0618
    }

    [Fact]
    public void Parameters_show_how_they_are_passed_what_may_be_null_and_what_they_are_by_default()
    {
        Print(typeof(Extending)).Should().Be("""
            public static class Extending
            {
                public static void Defaults(bool truth = true, char letter = '\'', string text = "a\n", DayOfWeek day = DayOfWeek.Friday, Guid id = default, int? number = null);
                public static TOut? Select<TIn, TOut>(in TIn from, ref int count, Func<TIn, TOut?> select, params IReadOnlyList<string?>[] more) where TIn : notnull where TOut : IComparable<TOut>;
                public static bool TryFind<T>(this IReadOnlyDictionary<string, T?> from, string key, [NotNullWhen(true)] out T? found) where T : class, new();
                public static Task<(int Count, (string? First, long Second) Inner)[]?> Tuples();
            }
            """);
    }

    [Fact]
    public void Enums_show_their_numbers_and_delegates_their_variance()
    {
        Print(typeof(Colours)).Should().Be("""
            [Flags] public enum Colours : byte
            {
                None = 0,
                Red = 1,
                Blue = 2,
            }
            """);

        Print(typeof(Making<,>)).Should().Be(
            "public delegate T Making<in TFrom, out T>(TFrom from, Colours colours = Colours.Red | Colours.Blue);");
    }

    [Fact]
    public void A_record_shows_what_it_declares_and_not_what_every_record_has()
    {
        Print(typeof(Point), typeof(Pair)).Should().Be("""
            public readonly record struct Pair : IEquatable<Pair>
            {
                public Pair(int Left, int Right);
                public int Left { get; init; }
                public int Right { get; init; }
                public void Deconstruct(out int Left, out int Right);
            }

            public record Point : IEquatable<Point>
            {
                public Point(int X, string? Label);
                public string? Label { get; init; }
                public int X { get; init; }
                public void Deconstruct(out int X, out string? Label);
            }
            """);
    }

    [Fact]
    public void Structs_show_what_is_read_only_and_their_operators()
    {
        Print(typeof(Counter), typeof(Window)).Should().Be("""
            public struct Counter
            {
                public int Value { get; set; }
                public readonly override bool Equals(object? obj);
                public readonly override int GetHashCode();
                public readonly int Twice();
                public static bool operator ==(Counter left, Counter right);
                public static implicit operator int(Counter counter);
                public static bool operator !=(Counter left, Counter right);
            }

            public readonly ref struct Window
            {
                public Window(ReadOnlySpan<char> text);
                public ref readonly char First { get; }
                public ReadOnlySpan<char> Text { get; }
            }
            """);
    }

    [Fact]
    public void An_interface_shows_what_must_be_implemented()
    {
        Print(typeof(IShape<>)).Should().Be("""
            public interface IShape<TSelf> where TSelf : IShape<TSelf>
            {
                int Area { get; }
                virtual string Describe();
                static abstract TSelf Make();
            }
            """);
    }

    [Fact]
    public void A_difference_names_the_lines_that_came_and_went()
    {
        Approval.Difference("a\n  b\nc\n", "a\nc\n  d\n").Should().Be("- b\n+ d");
        Approval.Difference("a\nb\n", "b\na\n").Should().Be("lines moved, or stand elsewhere too");
    }

    private static string Print(params Type[] types) =>
        Api.Print(types).Replace("namespace PublicApi.Samples;\n\n", "", StringComparison.Ordinal).TrimEnd('\n');
}
