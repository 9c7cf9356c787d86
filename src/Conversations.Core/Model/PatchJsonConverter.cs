using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Conversations;

/// <summary>
/// Writes the properties of a patch that were assigned, and assigns the properties that the JSON contains, also if the resolver of
/// this library (<c>ConversationsJson.Resolver</c>) is not in the options.
/// </summary>
/// <remarks>It is public only because the source-generated JSON contexts of an app must be able to create it.</remarks>
/// <typeparam name="TPatch">The type of the patch.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class PatchJsonConverter<TPatch> : JsonConverter<TPatch>
    where TPatch : class, new()
{
    // The options of a host, with the forms of this library put before those of the host. They live as long as the host's options.
    private static readonly ConditionalWeakTable<JsonSerializerOptions, JsonTypeInfo<TPatch>> _forms = [];

    /// <inheritdoc/>
    /// <exception cref="JsonException">The JSON is not an object, or a property has a wrong value. The path begins at the patch.</exception>
    public override TPatch? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        JsonSerializer.Deserialize(ref reader, FormFor(options));

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, TPatch value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value, FormFor(options));

    private static JsonTypeInfo<TPatch> FormFor(JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return _forms.GetValue(options, static options => (JsonTypeInfo<TPatch>)new JsonSerializerOptions(options)
        {
            TypeInfoResolver = JsonTypeInfoResolver.Combine(PatchForms.Table, options.TypeInfoResolver),

            // A reference inside of a patch would be numbered anew, so that the numbers of the host's document occur twice.
            ReferenceHandler = null,
        }.GetTypeInfo(typeof(TPatch)));
    }
}
