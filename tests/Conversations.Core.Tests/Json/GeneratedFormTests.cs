using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Conversations.Tests.Json;

/// <summary>
/// Compares the forms that are written by hand with what the source generator and the compiler know, so that no property of a model type
/// is forgotten or described wrongly.
/// </summary>
public sealed class GeneratedFormTests
{
    /// <summary>The objects of these types are created before their properties are read, so that the path of an error contains the property.</summary>
    private static readonly Type[] _createdFirst = [typeof(MessageDraft), typeof(ImportedMessage)];

    public static TheoryData<Type> Objects => [.. Generated(JsonTypeInfoKind.Object)];

    public static TheoryData<Type> Others => [.. Reachable().Select(info => info.Type).Except(Generated(JsonTypeInfoKind.Object))];

    public static TheoryData<Type> Patches => [typeof(ConversationPatch), typeof(ParticipantPatch), typeof(MessagePatch), typeof(UserPatch)];

    [Theory]
    [MemberData(nameof(Objects))]
    public void Object_has_the_form_that_the_generator_makes(Type type)
    {
        var (own, generated) = (Own(type), GeneratedContext.Default.GetTypeInfo(type)!);

        own.Kind.Should().Be(JsonTypeInfoKind.Object);
        Texts(own).Should().Equal(Texts(generated));
        Kinds(own).Should().Be(Kinds(generated));
        if (!_createdFirst.Contains(type))
        {
            own.Properties.Select(Parameter).Should().Equal(Written(generated).Select(Parameter));
            (own.CreateObject is null || own.PolymorphismOptions is not null).Should().Be(generated.CreateObject is null || own.PolymorphismOptions is not null);
            own.ConstructorAttributeProvider.Should().Be(generated.ConstructorAttributeProvider);
        }
    }

    [Theory]
    [MemberData(nameof(Others))]
    public void Value_or_list_has_the_form_that_the_generator_makes(Type type)
    {
        var (own, generated) = (Own(type), GeneratedContext.Default.GetTypeInfo(type)!);

        (own.Kind, own.ElementType, own.KeyType, own.Converter.GetType())
            .Should().Be((generated.Kind, generated.ElementType, generated.KeyType, generated.Converter.GetType()));
    }

    [Theory]
    [MemberData(nameof(Objects))]
    public void Each_value_is_read_into_its_own_property(Type type)
    {
        var info = Own(type);
        if (info.PolymorphismOptions is not null || (info.CreateObject is null && info.Properties.All(property => property.AssociatedParameter is null)))
            return;

        var number = 0;
        var json = Numbered(info, ref number, depth: 0)!.AsObject();

        WithoutComputed(JsonSerializer.SerializeToNode(JsonSerializer.Deserialize(json, info), info)!, info).ToJsonString()
            .Should().Be(json.ToJsonString());
    }

    [Theory]
    [MemberData(nameof(Patches))]
    public void Patch_has_every_property_that_can_be_assigned(Type type)
    {
        var nullability = new NullabilityInfoContext();
        var assignable = type.GetProperties().Where(property => property.SetMethod is { IsPublic: true }).ToArray();

        Own(type).Properties.Select(property => (property.Name, property.PropertyType)).Should().Equal(
            assignable.Select(property => (JsonNamingPolicy.CamelCase.ConvertName(property.Name), property.PropertyType)));
        assignable.Should().OnlyContain(property => nullability.Create(property).WriteState == NullabilityState.Nullable);
        Own(type).Properties.Should().OnlyContain(property => !property.IsRequired && property.IsGetNullable && property.IsSetNullable);
    }

    [Fact]
    public void Generator_knows_every_object_that_the_resolver_knows() =>
        typeof(Conversation).Assembly.GetExportedTypes()
            .Where(type => !type.ContainsGenericParameters && !Patches.Any(patch => patch.Data == type))
            .Where(type => ConversationsJson.Options.TryGetTypeInfo(type, out var info) && info.Kind == JsonTypeInfoKind.Object)
            .Should().BeSubsetOf(Generated(JsonTypeInfoKind.Object));

    private static JsonTypeInfo Own(Type type) => ConversationsJson.Options.GetTypeInfo(type);

    private static IEnumerable<Type> Generated(JsonTypeInfoKind kind) => Reachable().Where(info => info.Kind == kind).Select(info => info.Type);

    /// <summary>Returns what the context knows: the types in its attributes, and the types that these contain.</summary>
    private static Dictionary<Type, JsonTypeInfo>.ValueCollection Reachable()
    {
        var found = new Dictionary<Type, JsonTypeInfo>();
        foreach (var root in typeof(GeneratedContext).GetCustomAttributesData().Select(data => data.ConstructorArguments))
        {
            if (root is [{ Value: Type type }])
                Visit(type);
        }

        return found.Values;

        void Visit(Type? type)
        {
            if (type is null || GeneratedContext.Default.GetTypeInfo(type) is not { } info || !found.TryAdd(type, info))
                return;

            Visit(info.ElementType);
            Visit(Nullable.GetUnderlyingType(type));
            foreach (var property in info.Kind == JsonTypeInfoKind.Object ? Written(info) : [])
                Visit(property.PropertyType);
            foreach (var derived in info.PolymorphismOptions?.DerivedTypes ?? [])
                Visit(derived.DerivedType);
        }
    }

    /// <summary>Returns the properties that are written or read. The generator lists ignored properties too.</summary>
    private static IEnumerable<JsonPropertyInfo> Written(JsonTypeInfo info) =>
        info.Properties.Where(property => property.Get is not null || property.Set is not null);

    private static IEnumerable<string> Texts(JsonTypeInfo info) => Written(info).Select(property => string.Join(
        ' ',
        property.Name,
        property.PropertyType,
        property.DeclaringType,
        property.IsRequired || property.AssociatedParameter is { IsMemberInitializer: false, HasDefaultValue: false, IsNullable: false } ? "required" : "optional",
        property.IsGetNullable,
        property.IsSetNullable,
        property.Get is null,
        property.Set is null,
        property.Order,
        property.IsExtensionData,
        property.CustomConverter?.GetType(),
        property.AttributeProvider));

    /// <summary>Returns what is known of a parameter. The case of its name does not matter when it is matched with its property.</summary>
    private static string? Parameter(JsonPropertyInfo property) => property.AssociatedParameter is not { } parameter ? null : string.Join(
        ' ',
        parameter.Name.ToUpperInvariant(),
        parameter.ParameterType,
        parameter.Position,
        parameter.DeclaringType,
        parameter.HasDefaultValue,
        parameter.DefaultValue,
        parameter.IsNullable,
        parameter.IsMemberInitializer,
        parameter.AttributeProvider?.ToString()?.ToUpperInvariant());

    private static string? Kinds(JsonTypeInfo info) => info.PolymorphismOptions is not { } kinds
        ? null
        : $"{kinds.TypeDiscriminatorPropertyName}: {string.Join(' ', kinds.DerivedTypes.Select(kind => $"{kind.TypeDiscriminator}={kind.DerivedType}"))}";

    /// <summary>Returns JSON of a type in which no two values of a type are equal, as far as the type allows it.</summary>
    private static JsonNode? Numbered(JsonTypeInfo info, ref int number, int depth)
    {
        var (at, type) = (++number, Nullable.GetUnderlyingType(info.Type) ?? info.Type);
        if (info.Kind == JsonTypeInfoKind.Enumerable)
            return new JsonArray(Numbered(Own(info.ElementType!), ref number, depth));

        if (info.Kind == JsonTypeInfoKind.Object)
        {
            // A property of a base type has the first of its kinds.
            var json = new JsonObject();
            if (depth > 0 && info.PolymorphismOptions is { DerivedTypes: [var kind, ..] } kinds)
            {
                json[kinds.TypeDiscriminatorPropertyName] = $"{kind.TypeDiscriminator}";
                info = Own(kind.DerivedType);
            }

            foreach (var property in info.Properties.Where(property => property.Set is not null))
                json[property.Name] = property.PropertyType == info.Type && depth > 0 ? null : Numbered(Own(property.PropertyType), ref number, depth + 1);
            return json;
        }

        return type == typeof(bool) ? at % 2 == 0
            : type == typeof(int) || type == typeof(long) ? at
            : type == typeof(DateTimeOffset) ? JsonSerializer.SerializeToNode(Samples.Time.AddMilliseconds(at))
            : type == typeof(CustomData) ? new JsonObject { ["key"] = $"{at}" }
            : type == typeof(History) ? $"Last:{at}"
            : type.IsEnum ? Enum.GetNames(type)[^1]
            : $"text{at}";
    }

    private static JsonNode WithoutComputed(JsonNode json, JsonTypeInfo info)
    {
        if (info.Kind == JsonTypeInfoKind.Enumerable)
        {
            foreach (var item in json.AsArray())
                WithoutComputed(item!, Own(info.ElementType!));
        }
        else if (info.Kind == JsonTypeInfoKind.Object)
        {
            foreach (var property in info.Properties.Where(property => json[property.Name] is not null))
            {
                if (property.Set is null)
                    json.AsObject().Remove(property.Name);
                else
                    WithoutComputed(json[property.Name]!, Own(property.PropertyType));
            }
        }

        return json;
    }
}
