using System.Reflection;

namespace Conversations.Testing;

/// <summary>Lists the suites that together are the contract of a store.</summary>
public static class StoreContract
{
    /// <summary>Gets every suite: the public abstract classes of this package that derive from <see cref="StoreSuite"/>.</summary>
    public static IReadOnlyList<Type> Suites { get; } =
    [
        .. typeof(StoreSuite).Assembly.GetExportedTypes()
            .Where(type => type.IsAbstract && type != typeof(StoreSuite) && typeof(StoreSuite).IsAssignableFrom(type))
            .OrderBy(type => type.Name, StringComparer.Ordinal),
    ];

    /// <summary>Returns the suites that the tests of a back end do not derive.</summary>
    /// <param name="tests">The assembly of the back end's tests.</param>
    /// <param name="fixture">The fixture type of the back end. The derived suites take it in their constructors.</param>
    /// <returns>The suites that no public class derives with that fixture, or an empty list if every suite is derived.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static IReadOnlyList<Type> MissingSuites(Assembly tests, Type fixture)
    {
        ArgumentNullException.ThrowIfNull(tests);
        ArgumentNullException.ThrowIfNull(fixture);
        var derived = tests.GetExportedTypes()
            .Where(type => !type.IsAbstract && type.GetConstructors().Any(one => one.GetParameters().Any(given => given.ParameterType == fixture)))
            .ToList();
        return [.. Suites.Where(suite => !derived.Exists(suite.IsAssignableFrom))];
    }

    /// <summary>
    /// Returns the test classes that the tests of a back end lack, one line of C# for each suite that is not derived. A test asserts that
    /// there are none, and the lines of its failure are copied into the test project.
    /// </summary>
    /// <param name="tests">The assembly of the back end's tests.</param>
    /// <param name="fixture">The fixture type of the back end. Its name without "Fixture" is the start of the names of the classes.</param>
    /// <returns>The lines in the order of the names of the suites, or an empty list if every suite is derived.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static IReadOnlyList<string> MissingTests(Assembly tests, Type fixture)
    {
        var missing = MissingSuites(tests, fixture);
        var start = Without(fixture.Name, "Fixture");
        return
        [
            .. missing.Select(suite =>
                $"public sealed class {start}{Without(suite.Name, "Suite")}Tests({fixture.Name} fixture) : {suite.Name}(fixture), IClassFixture<{fixture.Name}>;"),
        ];
    }

    /// <summary>Returns the parts of the contract that the suites cannot prove with a fixture, also those that it accepts.</summary>
    /// <param name="fixture">The fixture, after <see cref="StoreFixture.InitializeAsync"/> and a first call to its store.</param>
    /// <returns>The parts, or an empty list if everything is proven.</returns>
    /// <exception cref="ArgumentNullException">The fixture is null.</exception>
    public static async Task<IReadOnlyList<StoreProof>> FindUnprovenAsync(StoreFixture fixture)
    {
        ArgumentNullException.ThrowIfNull(fixture);
        var unproven = new List<StoreProof>();
        foreach (var proof in StoreProof.All)
        {
            if (!await proof.IsGivenByAsync(fixture))
                unproven.Add(proof);
        }

        return unproven;
    }

    private static string Without(string name, string end) => name.EndsWith(end, StringComparison.Ordinal) ? name[..^end.Length] : name;
}
