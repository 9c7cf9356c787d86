using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using Conversations.Json;
using Conversations.Operations;

namespace Conversations.Description;

/// <summary>
/// Writes the description of the API in OpenAPI 3.1, from the operations that are mapped and the types that are read and written. The framework's generator would
/// describe neither: ids are read from the target as it was sent, and several bodies have more than one form.
/// </summary>
internal sealed class OpenApiDocument
{
    private readonly JsonSchemaExporterOptions _options;
    private readonly JsonObject _paths = [];
    private readonly SortedDictionary<string, JsonNode?> _schemas = new(StringComparer.Ordinal);

    private OpenApiDocument() => _options = new() { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Transform };

    internal static JsonObject Write() => new OpenApiDocument().WriteAll();

    private JsonObject WriteAll()
    {
        foreach (var operation in ServerOperations.All)
            Add("", operation, "app");

        foreach (var operation in UserOperations.All(hasContacts: true))
            Add("/me", operation, "user");

        AddEvents();
        return new()
        {
            ["openapi"] = "3.1.1",
            ["info"] = new JsonObject { ["title"] = "Conversations", ["version"] = "1", ["description"] = "Times are milliseconds since 1970. Writes answer 200." },
            ["paths"] = _paths,
            ["components"] = new JsonObject
            {
                ["schemas"] = new JsonObject(_schemas),
                ["securitySchemes"] = new JsonObject
                {
                    ["app"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer", ["description"] = "A key of the app, or a token of the type app." },
                    ["user"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer", ["description"] = "Whatever the app signs its users in with, often a cookie." },
                },
            },
        };
    }

    private void Add(string prefix, Operation operation, string security)
    {
        var path = prefix + operation.Path;
        if (_paths[path] is not JsonObject item)
            _paths[path] = item = [];

        var described = new JsonObject
        {
            ["summary"] = operation.Summary,
            ["security"] = new JsonArray(new JsonObject { [security] = new JsonArray() }),
            ["parameters"] = Parameters(operation),
            ["responses"] = new JsonObject
            {
                ["200"] = new JsonObject { ["description"] = "Done.", ["content"] = Content(operation.Gives, "application/json") },
                ["default"] = new JsonObject { ["description"] = "Refused.", ["content"] = Content(typeof(ProblemJson), Problems.ContentType) },
            },
        };
        if (operation.Takes is { } body)
            described["requestBody"] = new JsonObject { ["content"] = Content(body, "application/json") };

        item[Lower(operation.Method)] = described;
    }

    private static JsonArray Parameters(Operation operation)
    {
        var parameters = new JsonArray();
        foreach (var segment in operation.Path.Split('/').Where(segment => segment.StartsWith('{')))
            parameters.Add((JsonNode)Parameter(segment[1..^1], "path", isRequired: true));

        foreach (var name in operation.Query)
            parameters.Add((JsonNode)Parameter(name, "query", isRequired: false));

        if (operation.Matches)
            parameters.Add((JsonNode)Parameter("If-Match", "header", isRequired: false));

        return parameters;
    }

    private static JsonObject Parameter(string name, string place, bool isRequired) => new()
    {
        ["name"] = name, ["in"] = place, ["required"] = isRequired, ["schema"] = new JsonObject { ["type"] = "string" },
    };

    private void AddEvents()
    {
        _paths["/me/changes"] = new JsonObject
        {
            ["get"] = new JsonObject
            {
                ["summary"] = "Streams the events of all conversations of the user as server-sent events, each an Event as its data.",
                ["security"] = new JsonArray(new JsonObject { ["user"] = new JsonArray() }),
                ["parameters"] = new JsonArray(Parameter("Last-Event-ID", "header", isRequired: false), Parameter("resume", "query", isRequired: false)),
                ["responses"] = new JsonObject
                {
                    ["200"] = new JsonObject
                    {
                        ["description"] = "The stream.",
                        ["content"] = new JsonObject { ["text/event-stream"] = new JsonObject { ["schema"] = Reference(typeof(EventJson)) } },
                    },
                },
            },
        };
    }

    private JsonObject Content(Type type, string mediaType) => new() { [mediaType] = new JsonObject { ["schema"] = Reference(type) } };

    /// <summary>Returns a reference to the schema of a type, which it adds.</summary>
    private JsonObject Reference(Type type)
    {
        var name = NameOf(type);
        if (_schemas.TryAdd(name, null))
            _schemas[name] = SchemaOf(type);

        return new() { ["$ref"] = $"#/components/schemas/{name}" };
    }

    private static string NameOf(Type type)
    {
        var name = type.IsArray ? $"{NameOf(type.GetElementType()!)}s"
            : type.IsGenericType ? $"{NameOf(type.GetGenericArguments()[0])}List"
            : type.Name;
        return name.EndsWith("Json", StringComparison.Ordinal) ? name[..^4] : name;
    }

    private JsonNode SchemaOf(Type type) =>
        (HttpJson.Default.GetTypeInfo(type) ?? EventsJson.Default.GetTypeInfo(type) ?? throw new InvalidOperationException($"{type} has no JSON.")).GetJsonSchemaAsNode(_options);

    /// <summary>Describes what converters read and write.</summary>
    private JsonNode Transform(JsonSchemaExporterContext context, JsonNode schema)
    {
        var type = context.TypeInfo.Type;
        if (context.PropertyInfo?.CustomConverter is NotifyConverter || type == typeof(NotifySetting?))
            return JsonNode.Parse("""{"enum":[true,false,"MentionsOnly",null]}""")!;

        if (context.PropertyInfo?.CustomConverter is OneOrMoreConverter)
            return JsonNode.Parse("""{"type":["string","array","null"],"items":{"type":"string"}}""")!;

        if (type == typeof(ParticipantAccess) || type == typeof(ParticipantAccess?))
            return JsonNode.Parse("""{"enum":["ReadWrite","Read"]}""")!;

        if (type == typeof(CustomData))
            return JsonNode.Parse("""{"type":"object","additionalProperties":{"type":"string"}}""")!;

        if (type == typeof(CustomPatch))
            return JsonNode.Parse("""{"type":["object","null"],"additionalProperties":{"type":["string","null"]}}""")!;

        if (type == typeof(History?))
            return JsonNode.Parse("""{"type":["string","null"],"description":"All, SinceJoin, or Last:n."}""")!;

        if (type == typeof(ParticipantsRequest))
            return JsonNode.Parse("""{"type":["array","object","null"],"description":"Ids, objects with an id, or an object whose keys are ids."}""")!;

        if (type == typeof(UsersRequest))
            return new JsonObject { ["type"] = new JsonArray("object", "array"), ["additionalProperties"] = Reference(typeof(UserRequest)), ["items"] = Reference(typeof(UserRequest)) };

        if (type == typeof(MessagesRequest))
            return new JsonObject { ["oneOf"] = new JsonArray(Reference(typeof(MessageRequest)), new JsonObject { ["type"] = "array", ["items"] = Reference(typeof(MessageRequest)) }) };

        // Within another type, a type that has a name is a reference: the pointers that the exporter writes are those of one schema.
        if (context.Path.Length > 0 && context.BaseTypeInfo is null && (type == typeof(MarkupNode) || (type.IsClass && !type.IsArray && type.Namespace == typeof(HttpJson).Namespace)))
            return Reference(type);

        return schema;
    }

    private static string Lower(string method) => string.Concat(method.Select(char.ToLowerInvariant));
}
