using System.Reflection;

namespace Architecture;

/// <summary>What an app uses is in the namespace Conversations, and does not make it learn how the library decides and stores.</summary>
public sealed class PublicSignatureTests
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly string[] _hidden = ["Conversations.Decisions", "Conversations.Storage", "Conversations.Storage.InMemory", "Conversations.Storage.Writing"];

    public static TheoryData<string> Packages => ["Conversations.Core", "Conversations.PostgreSql", "Conversations.Sqlite"];

    [Theory]
    [MemberData(nameof(Packages))]
    public void Public_signatures_for_apps_name_nothing_of_decisions_and_storage(string package)
    {
        // A store implements the seam, so its own signatures name it.
        var types = Assembly.Load(package).GetExportedTypes().Where(type => type.Namespace == "Conversations" && !IsStore(type)).ToList();

        types.Where(type => !type.IsNested).Should().NotBeEmpty();
        types.SelectMany(type => Named(type).Where(IsHidden).Select(named => $"{type.Name} names {named}")).Should().BeEmpty();
    }

    [Fact]
    public void A_signature_that_names_the_seam_is_found() =>
        Named(typeof(Conversations.Storage.IConversationStore)).Where(IsHidden).Should().NotBeEmpty();

    private static bool IsStore(Type type) => typeof(Conversations.Storage.IConversationStore).IsAssignableFrom(type);

    private static bool IsHidden(Type type) => _hidden.Contains(type.Namespace);

    private static IEnumerable<Type> Named(Type type) => new[] { type.BaseType }
        .Concat(type.GetInterfaces())
        .Concat(type.GetMembers(Declared).SelectMany(TypesOf))
        .OfType<Type>()
        .SelectMany(Parts);

    private static IEnumerable<Type?> TypesOf(MemberInfo member) => member switch
    {
        MethodBase method when method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly =>
            [.. method.GetParameters().Select(one => one.ParameterType), (method as MethodInfo)?.ReturnType, .. Constraints(method)],
        FieldInfo field when field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly => [field.FieldType],
        _ => [],
    };

    private static IEnumerable<Type> Constraints(MethodBase method) =>
        method.IsGenericMethodDefinition ? method.GetGenericArguments().SelectMany(one => one.GetGenericParameterConstraints()) : [];

    private static IEnumerable<Type> Parts(Type type) =>
        [type, .. type.GetGenericArguments().SelectMany(Parts), .. type.HasElementType ? Parts(type.GetElementType()!) : []];
}
