using System.Reflection;
using System.Runtime.CompilerServices;

namespace PublicApi.Printing;

/// <summary>What stands before a member: who sees it, and how it is bound.</summary>
internal static class Modifiers
{
    public static string Print(MethodInfo method) =>
        method.DeclaringType!.IsInterface ? OfInterface(method) : Visibility.Print(method) + ReadOnly(method) + OfClass(method);

    private static string OfInterface(MethodInfo method) => method switch
    {
        { IsStatic: true, IsAbstract: true } => "static abstract ",
        { IsStatic: true, IsVirtual: true } => "static virtual ",
        { IsStatic: true } => "static ",
        { IsAbstract: false } => "virtual ",
        _ => "",
    };

    private static string OfClass(MethodInfo method) => method switch
    {
        { IsStatic: true } => "static ",
        _ when method.GetBaseDefinition() != method => method switch
        {
            { IsAbstract: true } => "abstract override ",
            { IsFinal: true, DeclaringType.IsSealed: false } => "sealed override ",
            _ => "override ",
        },
        { IsAbstract: true } => "abstract ",
        { IsVirtual: true, IsFinal: false } => "virtual ",
        _ => "",
    };

    private static string ReadOnly(MethodInfo method) =>
        method is { DeclaringType.IsValueType: true, IsSpecialName: false }
        && !Attributes.Has<IsReadOnlyAttribute>(method.DeclaringType!)
        && Attributes.Has<IsReadOnlyAttribute>(method)
            ? "readonly "
            : "";
}
