using System.Linq.Expressions;
using System.Reflection;

namespace Conversations;

/// <summary>Copies of commands and of what a store takes, in which one thing is different.</summary>
internal static class Copies
{
    private static readonly MethodInfo _copy = typeof(object).GetMethod(nameof(MemberwiseClone), BindingFlags.Instance | BindingFlags.NonPublic)!;

    /// <summary>Returns a copy in which a property has another value.</summary>
    internal static T With<T, TValue>(this T original, Expression<Func<T, TValue>> property, TValue value)
        where T : class
    {
        var copy = (T)_copy.Invoke(original, null)!;
        ((PropertyInfo)((MemberExpression)property.Body).Member).SetValue(copy, value);
        return copy;
    }
}
