using System.Reflection;
using System.Runtime.CompilerServices;

namespace PublicApi.Printing;

/// <summary>The members of a type, a line each: fields, constructors, properties, events, methods, operators, each kind sorted by name.</summary>
internal static class Members
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static IEnumerable<string> Print(Type type)
    {
        var methods = type.GetMethods(Declared).Where(Visibility.IsSeen).ToArray();
        IEnumerable<(string Name, string Line)>[] kinds =
        [
            type.GetFields(Declared).Where(Visibility.IsSeen).Select(field => (field.Name, Print(field))),
            type.GetConstructors(Declared).Where(constructor => !constructor.IsStatic && Visibility.IsSeen(constructor))
                .Select(constructor => (constructor.Name, Print(constructor))),
            type.GetProperties(Declared).Where(property => Accessors(property).Any()).Select(property => (property.Name, Print(property))),
            type.GetEvents(Declared).Where(each => Visibility.IsSeen(each.AddMethod!)).Select(each => (each.Name, Print(each))),
            methods.Where(method => !method.IsSpecialName).Select(method => (method.Name, Print(method))),
            methods.Where(Operators.IsOperator).Select(method => (method.Name, Operators.Print(method))),
        ];
        return kinds.SelectMany(members => members
            .OrderBy(member => member.Name, StringComparer.Ordinal)
            .ThenBy(member => member.Line, StringComparer.Ordinal)
            .Select(member => member.Line));
    }

    private static string Print(FieldInfo field)
    {
        var modifiers = field switch
        {
            { IsLiteral: true } => "const ",
            { IsStatic: true, IsInitOnly: true } => "static readonly ",
            { IsStatic: true } => "static ",
            { IsInitOnly: true } => "readonly ",
            _ => "",
        };
        var value = field.IsLiteral ? $" = {Literal.Print(field.GetRawConstantValue(), field.FieldType)}" : "";
        var type = TypeText.Print(field.FieldType, field, field.DeclaringType!);
        var visibility = field.IsPublic ? "public " : "protected ";
        return $"{Attributes.Print(field)}{visibility}{Required(field)}{modifiers}{type} {field.Name}{value};";
    }

    private static string Print(ConstructorInfo constructor) =>
        $"{Attributes.Print(constructor)}{Visibility.Print(constructor)}{constructor.DeclaringType!.Name.Split('`')[0]}"
        + $"({Signature.Parameters(constructor.GetParameters(), constructor)});";

    private static string Print(PropertyInfo property)
    {
        var accessors = Accessors(property).ToArray();
        var widest = accessors.FirstOrDefault(accessor => accessor.IsPublic) ?? accessors[0];
        var texts = accessors.Select(
            accessor => (accessor.IsPublic == widest.IsPublic ? "" : "protected ") + KindOf(accessor, property) + ";");
        var type = property.GetMethod is { ReturnType.IsByRef: true } getter
            ? Signature.Returned(getter.ReturnParameter, getter)
            : TypeText.Print(property.PropertyType, property, property.DeclaringType!);
        var index = property.GetIndexParameters();
        var name = index is [] ? property.Name : $"this[{Signature.Parameters(index, widest)}]";
        return $"{Attributes.Print(property)}{Modifiers.Print(widest)}{Required(property)}{type} {name} {{ {string.Join(' ', texts)} }}";
    }

    private static string Print(EventInfo each) =>
        $"{Attributes.Print(each)}{Modifiers.Print(each.AddMethod!)}event "
        + $"{TypeText.Print(each.EventHandlerType!, each, each.DeclaringType!)} {each.Name};";

    private static string Print(MethodInfo method)
    {
        var generic = method.IsGenericMethod ? method.GetGenericArguments() : [];
        var parameters = Signature.Parameters(method.GetParameters(), method);
        return $"{Attributes.Print(method)}{Modifiers.Print(method)}{Signature.Returned(method.ReturnParameter, method)} "
            + $"{method.Name}{Signature.TypeParameters(generic)}({parameters}){Signature.Constraints(generic, method)};";
    }

    /// <summary>The accessors that are seen; those of a record's <c>EqualityContract</c> are the compiler's.</summary>
    private static IEnumerable<MethodInfo> Accessors(PropertyInfo property) =>
        property.Name == "EqualityContract"
            ? []
            : property.GetAccessors(nonPublic: true).Where(Visibility.IsSeen).OrderBy(accessor => accessor.ReturnType == typeof(void));

    private static string KindOf(MethodInfo accessor, PropertyInfo property) =>
        accessor == property.GetMethod ? "get"
        : accessor.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? "init"
        : "set";

    private static string Required(MemberInfo member) => Attributes.Has<RequiredMemberAttribute>(member) ? "required " : "";
}
