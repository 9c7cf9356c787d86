using System.Reflection;

namespace Conversations.Testing;

/// <summary>The suites that together are the contract of a store.</summary>
public static class StoreContract
{
    /// <summary>Gets every suite: the public abstract classes of this package that derive from <see cref="StoreSuite"/>.</summary>
    public static IReadOnlyList<Type> Suites { get; } =
    [
        .. typeof(StoreSuite).Assembly.GetExportedTypes()
            .Where(type => type.IsAbstract && type != typeof(StoreSuite) && typeof(StoreSuite).IsAssignableFrom(type))
            .OrderBy(type => type.Name, StringComparer.Ordinal),
    ];

    /// <summary>Gives the suites that a back end's tests forgot to derive.</summary>
    /// <param name="tests">The assembly of the tests.</param>
    /// <param name="fixture">The fixture of the back end, which the derived suites take in their constructors.</param>
    /// <returns>The suites that no public class derives with that fixture; none if all is well.</returns>
    public static IReadOnlyList<Type> MissingSuites(Assembly tests, Type fixture)
    {
        ArgumentNullException.ThrowIfNull(tests);
        ArgumentNullException.ThrowIfNull(fixture);
        var derived = tests.GetExportedTypes()
            .Where(type => !type.IsAbstract && type.GetConstructors().Any(one => one.GetParameters().Any(given => given.ParameterType == fixture)))
            .ToList();
        return [.. Suites.Where(suite => !derived.Exists(suite.IsAssignableFrom))];
    }
}
