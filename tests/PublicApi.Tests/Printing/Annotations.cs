using System.Reflection;

namespace PublicApi.Printing;

/// <summary>The nullability that the compiler wrote beside a type: one flag per reference in it, outermost first.</summary>
/// <remarks>
/// NullabilityInfoContext knows neither base types nor constraints, and takes an unconstrained T for T?. The format is Roslyn's
/// nullable-metadata.md: 0 = unknown, 1 = not null, 2 = may be null; one flag alone stands for all; else the nearest context's.
/// </remarks>
internal sealed class Annotations
{
    private readonly byte[]? _flags;
    private readonly byte _otherwise;
    private int _next;

    private Annotations(byte[]? flags, byte otherwise) => (_flags, _otherwise) = (flags, otherwise);

    public static Annotations None { get; } = new(null, 0);

    /// <param name="provider">What carries the type: a parameter, a property, a type parameter ….</param>
    /// <param name="scope">The method or type around it.</param>
    public static Annotations Of(ICustomAttributeProvider provider, MemberInfo? scope)
    {
        var flags = Value(Attributes.Find(provider, "System.Runtime.CompilerServices.NullableAttribute"));
        return new(flags is [_] ? null : flags, flags is [var all] ? all : ContextOf(scope));
    }

    /// <summary>Whether the next reference may be null.</summary>
    public bool TakeNullable() => Take() == 2;

    public byte Take() => _flags is null ? _otherwise : _flags[_next++];

    private static byte ContextOf(MemberInfo? scope)
    {
        for (; scope is not null; scope = scope.DeclaringType)
        {
            if (Value(Attributes.Find(scope, "System.Runtime.CompilerServices.NullableContextAttribute")) is [var context])
                return context;
        }

        return 0;
    }

    private static byte[]? Value(CustomAttributeData? attribute) => attribute?.ConstructorArguments[0].Value switch
    {
        byte one => [one],
        IEnumerable<CustomAttributeTypedArgument> many => [.. many.Select(flag => (byte)flag.Value!)],
        _ => null,
    };
}
