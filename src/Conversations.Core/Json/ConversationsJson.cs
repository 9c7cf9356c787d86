using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Conversations;

/// <summary>
/// Provides the JSON form of every model type, which does not depend on the options of the host: properties in camelCase, enums
/// and kinds of changes by name.
/// </summary>
/// <remarks>
/// <para>No reflection is needed to read or write, so the code is safe to trim and to compile ahead of time.</para>
/// <para>
/// A change and a user may be kept as JSON. Every version of the library reads what an earlier version of the same or of the previous
/// major version wrote, and ignores unknown members.
/// </para>
/// </remarks>
public static class ConversationsJson
{
    /// <summary>
    /// Gets the resolver for the model types. A host inserts it at the start of its
    /// <see cref="JsonSerializerOptions.TypeInfoResolverChain"/>.
    /// </summary>
    public static IJsonTypeInfoResolver Resolver { get; } = JsonTypeInfoResolver.Combine(
        PatchForms.Table,
        ValueForms.Table,
        ConversationForms.Table,
        ParticipantForms.Table,
        MessageForms.Table,
        UserForms.Table,
        ViewForms.Table,
        PageForms.Table,
        ChangeForms.Table,
        WatchForms.Table,
        MarkupForms.Table);

    /// <summary>Gets read-only options for the model types and no other types, for use without a host.</summary>
    /// <remarks>A property that occurs twice is refused. The kind of a change may be at any position in its object.</remarks>
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
