using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace PublicApi.Printing;

/// <summary>Attributes: those that a caller's compiler acts upon.</summary>
internal static class Attributes
{
    private static readonly HashSet<string> _meaningful =
    [
        typeof(FlagsAttribute).FullName!, typeof(ObsoleteAttribute).FullName!, typeof(ExperimentalAttribute).FullName!,
        typeof(NotNullWhenAttribute).FullName!, typeof(MaybeNullWhenAttribute).FullName!, typeof(NotNullIfNotNullAttribute).FullName!,
        typeof(NotNullAttribute).FullName!, typeof(MaybeNullAttribute).FullName!, typeof(MemberNotNullAttribute).FullName!,
        typeof(DoesNotReturnAttribute).FullName!, typeof(SetsRequiredMembersAttribute).FullName!,
        typeof(RequiresUnreferencedCodeAttribute).FullName!, typeof(RequiresDynamicCodeAttribute).FullName!,
        typeof(CallerArgumentExpressionAttribute).FullName!, typeof(CallerMemberNameAttribute).FullName!,
    ];

    public static CustomAttributeData? Find(ICustomAttributeProvider provider, string fullName) =>
        All(provider).FirstOrDefault(attribute => attribute.AttributeType.FullName == fullName);

    public static bool Has<T>(ICustomAttributeProvider provider)
        where T : Attribute =>
        Find(provider, typeof(T).FullName!) is not null;

    /// <summary>Gets the meaningful ones, each as <c>[Name(arguments)]</c>, with a space behind.</summary>
    public static string Print(ICustomAttributeProvider provider) => string.Concat(All(provider)
        .Where(attribute => _meaningful.Contains(attribute.AttributeType.FullName!) && !IsCompilers(attribute))
        .Select(Print)
        .Order(StringComparer.Ordinal));

    private static string Print(CustomAttributeData attribute)
    {
        var arguments = attribute.ConstructorArguments
            .Select(argument => Literal.Print(argument.Value, argument.ArgumentType))
            .Concat(attribute.NamedArguments.Select(
                named => $"{named.MemberName} = {Literal.Print(named.TypedValue.Value, named.TypedValue.ArgumentType)}"))
            .ToArray();
        var name = attribute.AttributeType.Name[..^nameof(Attribute).Length];
        return $"[{name}{(arguments is [] ? "" : $"({string.Join(", ", arguments)})")}] ";
    }

    /// <summary>What an old compiler must not touch, required members and ref structs, the compiler calls obsolete for it.</summary>
    private static bool IsCompilers(CustomAttributeData attribute) =>
        attribute.ConstructorArguments is [{ Value: string text }, ..]
        && text.EndsWith("not supported in this version of your compiler.", StringComparison.Ordinal);

    private static IList<CustomAttributeData> All(ICustomAttributeProvider provider) => provider switch
    {
        MemberInfo member => member.GetCustomAttributesData(),
        ParameterInfo parameter => parameter.GetCustomAttributesData(),
        _ => [],
    };
}
