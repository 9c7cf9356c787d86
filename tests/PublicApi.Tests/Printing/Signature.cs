using System.Reflection;
using System.Runtime.CompilerServices;

namespace PublicApi.Printing;

/// <summary>What methods, indexers, delegates and types have in common: parameters, type parameters and their constraints.</summary>
internal static class Signature
{
    public static string Parameters(IEnumerable<ParameterInfo> parameters, MemberInfo scope) =>
        string.Join(", ", parameters.Select(parameter => Parameter(parameter, scope)));

    public static string Returned(ParameterInfo returned, MemberInfo scope)
    {
        var readOnly = Attributes.Has<IsReadOnlyAttribute>(returned) ? "readonly " : "";
        return (returned.ParameterType.IsByRef ? $"ref {readOnly}" : "") + TypeText.Print(returned.ParameterType, returned, scope);
    }

    public static string TypeParameters(IEnumerable<Type> parameters)
    {
        var texts = parameters.Select(parameter => Variance(parameter) + parameter.Name).ToArray();
        return texts is [] ? "" : $"<{string.Join(", ", texts)}>";
    }

    public static string Constraints(IEnumerable<Type> parameters, MemberInfo scope) => string.Concat(parameters
        .Select(parameter => (parameter.Name, Constraints: ConstraintsOf(parameter, scope).ToArray()))
        .Where(each => each.Constraints is not [])
        .Select(each => $" where {each.Name} : {string.Join(", ", each.Constraints)}"));

    private static string Parameter(ParameterInfo parameter, MemberInfo scope)
    {
        var modifier = parameter switch
        {
            { Position: 0 } when Attributes.Has<ExtensionAttribute>(scope) => "this ",
            { ParameterType.IsByRef: true, IsOut: true } => "out ",
            { ParameterType.IsByRef: true } when Attributes.Has<IsReadOnlyAttribute>(parameter) => "in ",
            { ParameterType.IsByRef: true } when Attributes.Has<RequiresLocationAttribute>(parameter) => "ref readonly ",
            { ParameterType.IsByRef: true } => "ref ",
            _ when Attributes.Has<ParamArrayAttribute>(parameter) || Attributes.Has<ParamCollectionAttribute>(parameter) => "params ",
            _ => "",
        };
        var scoped = Attributes.Has<ScopedRefAttribute>(parameter) ? "scoped " : "";
        var value = parameter.HasDefaultValue ? $" = {Literal.Print(parameter.RawDefaultValue, parameter.ParameterType)}" : "";
        var type = TypeText.Print(parameter.ParameterType, parameter, scope);
        return $"{Attributes.Print(parameter)}{scoped}{modifier}{type} {parameter.Name}{value}";
    }

    private static string Variance(Type parameter) =>
        (parameter.GenericParameterAttributes & GenericParameterAttributes.VarianceMask) switch
        {
            GenericParameterAttributes.Covariant => "out ",
            GenericParameterAttributes.Contravariant => "in ",
            _ => "",
        };

    private static IEnumerable<string> ConstraintsOf(Type parameter, MemberInfo scope)
    {
        var attributes = parameter.GenericParameterAttributes;
        var isStruct = attributes.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint);
        var flag = Annotations.Of(parameter, scope).Take();
        var types = parameter.GetGenericParameterConstraints().Where(type => type != typeof(ValueType)).ToArray();

        if (isStruct)
            yield return Attributes.Has<IsUnmanagedAttribute>(parameter) ? "unmanaged" : "struct";
        else if (attributes.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint))
            yield return flag == 2 ? "class?" : "class";
        else if (flag == 1 && types is [])
            yield return "notnull";
        foreach (var type in types)
            yield return TypeText.Print(type);
        if (!isStruct && attributes.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint))
            yield return "new()";
        if (attributes.HasFlag(GenericParameterAttributes.AllowByRefLike))
            yield return "allows ref struct";
    }
}
