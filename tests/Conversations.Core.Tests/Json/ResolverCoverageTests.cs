using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Conversations.Tests.Json;

public sealed class ResolverCoverageTests
{
    private static readonly Dictionary<Type, string> _excluded = new()
    {
        [typeof(Acting)] = "who acts and what they may do, given to a command",
        [typeof(ConversationCommand)] = "what a caller wants, decided in the process",
        [typeof(ConversationQuery)] = "a parameter, given in code",
        [typeof(DecisionContext)] = "the time and the limits, given to a command",
        [typeof(ConversationLimits)] = "an option, bound from configuration",
        [typeof(ConversationModel)] = "a model in memory to test stores against",
        [typeof(EraseOptions)] = "holds a delegate",
        [typeof(ImportOptions)] = "holds delegates",
        [typeof(MarkupNode)] = "a tree to draw from, made of a text that is sent as it is",
        [typeof(MarkupOptions)] = "a parameter, given in code",
        [typeof(MarkupStyle)] = "part of that tree",
        [typeof(MessagesQuery)] = "a parameter, given in code",
        [typeof(PolicyMessage)] = "given to a policy in the process",
        [typeof(UserPermissions)] = "an option, bound from configuration",
    };

    [Fact]
    public void Resolver_knows_every_model_type() => ModelTypes().Where(type => Info(type) is null).Should().BeEmpty();

    [Fact]
    public void Nothing_is_excluded_that_the_resolver_knows() => _excluded.Keys.Where(type => Info(type) is not null).Should().BeEmpty();

    [Fact]
    public void Resolver_knows_nothing_else() => Info(typeof(Version)).Should().BeNull();

    [Fact]
    public void Converters_are_public_where_contexts_of_apps_must_make_them() =>
        ModelTypes().Select(type => type.GetCustomAttribute<JsonConverterAttribute>()?.ConverterType).OfType<Type>()
            .Should().NotBeEmpty().And.OnlyContain(type => type.IsVisible);

    [Fact]
    public void Options_are_read_only() => ConversationsJson.Options.IsReadOnly.Should().BeTrue();

    private static JsonTypeInfo? Info(Type type) => ConversationsJson.Resolver.GetTypeInfo(type, new JsonSerializerOptions());

    /// <summary>Gives records, structs, enums and what has a converter; of generic types those that the library gives out.</summary>
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
