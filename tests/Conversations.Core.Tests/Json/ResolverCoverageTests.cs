using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Conversations.Decisions;

namespace Conversations.Tests.Json;

public sealed class ResolverCoverageTests
{
    private static readonly Dictionary<Type, string> _excluded = new()
    {
        [typeof(ActingUser)] = "the acting user and their permissions, passed to a command",
        [typeof(ConversationCommand)] = "the request of a caller, decided in the process",
        [typeof(ConversationQuery)] = "a parameter, passed in code",
        [typeof(DecisionContext)] = "the time and the limits, passed to a command",
        [typeof(ConversationLimits)] = "an option, bound from configuration",
        [typeof(EraseOptions)] = "has a delegate",
        [typeof(ImportOptions)] = "has delegates",
        [typeof(MarkupOptions)] = "a parameter, passed in code",
        [typeof(MessageQuery)] = "a parameter, passed in code",
        [typeof(PolicyMessage)] = "passed to a policy in the process",
        [typeof(UserPermissions)] = "an option, bound from configuration",
    };

    [Fact]
    public void Resolver_knows_every_model_type() => ModelTypes().Where(type => Info(type) is null).Should().BeEmpty();

    [Fact]
    public void Resolver_knows_no_excluded_type() => _excluded.Keys.Where(type => Info(type) is not null).Should().BeEmpty();

    [Fact]
    public void Resolver_knows_no_other_type() => Info(typeof(Version)).Should().BeNull();

    [Fact]
    public void Converters_are_public_so_that_app_contexts_can_create_them() =>
        ModelTypes().Select(type => type.GetCustomAttribute<JsonConverterAttribute>()?.ConverterType).OfType<Type>()
            .Should().NotBeEmpty().And.OnlyContain(type => type.IsVisible);

    [Fact]
    public void Options_are_read_only() => ConversationsJson.Options.IsReadOnly.Should().BeTrue();

    private static JsonTypeInfo? Info(Type type) => ConversationsJson.Resolver.GetTypeInfo(type, new JsonSerializerOptions());

    /// <summary>
    /// Returns the records, structs, enums, patches and types with a converter, and each page type that a method of
    /// the library returns.
    /// </summary>
    private static IEnumerable<Type> ModelTypes() =>
        from type in typeof(Conversation).Assembly.GetExportedTypes()
        where type.Namespace == "Conversations" && !IsExcluded(type)
        where type.IsValueType || type.GetMethod("<Clone>$") is not null || type.Name.EndsWith("Patch", StringComparison.Ordinal)
            || type.IsDefined(typeof(JsonConverterAttribute))
        from closed in type == typeof(Page<>) ? Pages() : [type]
        select closed;

    private static IEnumerable<Type> Pages() =>
        from method in typeof(IConversations).GetMethods().Concat(typeof(UserSession).GetMethods())
        let result = method.ReturnType
        where result.IsGenericType && result.GetGenericTypeDefinition() == typeof(Paged<>)
        select typeof(Page<>).MakeGenericType(result.GetGenericArguments());

    private static bool IsExcluded(Type type) => _excluded.Keys.Any(excluded => excluded.IsAssignableFrom(type));
}
