using System.Reflection;
using System.Runtime.CompilerServices;

namespace PublicApi.Printing;

/// <summary>The first line of a type.</summary>
internal static class Declaration
{
    public static string Print(Type type)
    {
        var attributes = Attributes.Print(type) + (Visibility.IsProtected(type) ? "protected " : "public ");
        var parameters = OwnParameters(type);
        var name = type.Name.Split('`')[0] + Signature.TypeParameters(parameters);
        var constraints = Signature.Constraints(parameters, type);

        if (type.IsEnum)
            return $"{attributes}enum {name} : {TypeText.Print(Enum.GetUnderlyingType(type))}";
        if (type.IsAssignableTo(typeof(Delegate)) && type.GetMethod("Invoke") is { } invoke)
        {
            var returned = Signature.Returned(invoke.ReturnParameter, invoke);
            return $"{attributes}delegate {returned} {name}({Signature.Parameters(invoke.GetParameters(), invoke)}){constraints};";
        }

        var parents = Parents(type).ToArray();
        return $"{attributes}{Kind(type)} {name}{(parents is [] ? "" : $" : {string.Join(", ", parents)}")}{constraints}";
    }

    private static string Kind(Type type) => type switch
    {
        { IsInterface: true } => "interface",
        { IsValueType: true } => (Attributes.Has<IsReadOnlyAttribute>(type) ? "readonly " : "") + (type.IsByRefLike ? "ref " : "")
            + (HasCompilerGenerated(type, "PrintMembers") ? "record struct" : "struct"),
        { IsAbstract: true, IsSealed: true } => "static class",
        _ => (type.IsAbstract ? "abstract " : type.IsSealed ? "sealed " : "") + (HasMethod(type, "<Clone>$") ? "record" : "class"),
    };

    /// <summary>The base class, then the interfaces that neither it nor another interface brings along.</summary>
    private static IEnumerable<string> Parents(Type type)
    {
        if (type is { IsValueType: false, BaseType: { } parent } && parent != typeof(object))
            yield return TypeText.Print(parent, type, type);

        var all = type.GetInterfaces();
        var brought = all.SelectMany(each => each.GetInterfaces()).Concat(type.BaseType?.GetInterfaces() ?? []).ToHashSet();
        var own = all.Where(each => !brought.Contains(each)).Where(each => each.IsPublic || each.IsNestedPublic);
        foreach (var text in own.Select(TypeText.Print).Order(StringComparer.Ordinal))
            yield return text;
    }

    private static Type[] OwnParameters(Type type) =>
        type.GetGenericArguments()[(type.DeclaringType?.GetGenericArguments().Length ?? 0)..];

    private static bool HasMethod(Type type, string name) =>
        type.GetMethods(BindingFlags.Instance | BindingFlags.Public).Any(method => method.Name == name);

    private static bool HasCompilerGenerated(Type type, string name) =>
        type.GetMethods(BindingFlags.Instance | BindingFlags.NonPublic)
            .Any(method => method.Name == name && Attributes.Has<CompilerGeneratedAttribute>(method));
}
