using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Conversations;

/// <summary>The JSON of every model type: camelCase, enums and changes by name, whatever the host's options are.</summary>
/// <remarks>Source-generated: safe to trim and to compile ahead of time.</remarks>
public static class ConversationsJson
{
    /// <summary>Gets what knows the model types; a host puts it first in its <see cref="JsonSerializerOptions.TypeInfoResolverChain"/>.</summary>
    public static IJsonTypeInfoResolver Resolver { get; } =
        JsonTypeInfoResolver.Combine(new FixedValues(), ConversationsJsonContext.Default.WithAddedModifier(FixedForm.Apply));

    /// <summary>Gets options that know the model types only, for use without a host; read-only.</summary>
    /// <remarks>A property given twice is refused, and the kind of a change may stand anywhere in its object.</remarks>
    public static JsonSerializerOptions Options { get; } = Make();

    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions
        {
            TypeInfoResolver = Resolver,
            AllowOutOfOrderMetadataProperties = true,
            AllowDuplicateProperties = false,
        };
        options.MakeReadOnly();
        return options;
    }
}
