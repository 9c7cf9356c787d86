using System.Reflection;

namespace PublicApi.Printing;

internal static class Operators
{
    private static readonly Dictionary<string, string> _symbols = new()
    {
        ["op_Equality"] = "==", ["op_Inequality"] = "!=", ["op_LessThan"] = "<", ["op_LessThanOrEqual"] = "<=",
        ["op_GreaterThan"] = ">", ["op_GreaterThanOrEqual"] = ">=", ["op_Addition"] = "+", ["op_Subtraction"] = "-",
        ["op_Multiply"] = "*", ["op_Division"] = "/", ["op_BitwiseOr"] = "|", ["op_BitwiseAnd"] = "&", ["op_ExclusiveOr"] = "^",
    };

    public static bool IsOperator(MethodInfo method) => method.IsSpecialName && method.Name.StartsWith("op_", StringComparison.Ordinal);

    public static string Print(MethodInfo method)
    {
        var type = Signature.Returned(method.ReturnParameter, method);
        var text = method.Name switch
        {
            "op_Implicit" => $"implicit operator {type}",
            "op_Explicit" => $"explicit operator {type}",
            var name => $"{type} operator {_symbols.GetValueOrDefault(name, name)}",
        };
        return $"{Attributes.Print(method)}{Modifiers.Print(method)}{text}({Signature.Parameters(method.GetParameters(), method)});";
    }
}
