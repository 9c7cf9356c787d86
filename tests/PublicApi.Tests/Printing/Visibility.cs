using System.Reflection;
using System.Runtime.CompilerServices;

namespace PublicApi.Printing;

/// <summary>What another assembly can see: what is public, and what is protected where deriving is possible.</summary>
internal static class Visibility
{
    public static bool IsSeen(Type type) =>
        !type.Name.Contains('<', StringComparison.Ordinal)
        && (type.IsPublic
            || (type.IsNestedPublic && IsSeen(type.DeclaringType!))
            || (IsProtected(type) && IsSeen(type.DeclaringType!) && CanDerive(type.DeclaringType!)));

    /// <summary>Whether a method is seen, and is not one that the compiler makes for every record.</summary>
    public static bool IsSeen(MethodBase method) =>
        (method.IsPublic || ((method.IsFamily || method.IsFamilyOrAssembly) && CanDerive(method.DeclaringType!)))
        && (IsAccessor(method) || method.Name == "Deconstruct" || !Attributes.Has<CompilerGeneratedAttribute>(method));

    public static bool IsSeen(FieldInfo field) =>
        field.IsPublic || ((field.IsFamily || field.IsFamilyOrAssembly) && CanDerive(field.DeclaringType!));

    public static bool IsProtected(Type type) => type.IsNestedFamily || type.IsNestedFamORAssem;

    public static string Print(MethodBase method) => method.IsPublic ? "public " : "protected ";

    /// <summary>The accessors of an automatic property are the compiler's, and the property is not.</summary>
    private static bool IsAccessor(MethodBase method) =>
        method.IsSpecialName && !method.IsConstructor && !method.Name.StartsWith("op_", StringComparison.Ordinal);

    private static bool CanDerive(Type type) =>
        !type.IsSealed && type.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .Any(constructor => constructor.IsPublic || constructor.IsFamily || constructor.IsFamilyOrAssembly);
}
