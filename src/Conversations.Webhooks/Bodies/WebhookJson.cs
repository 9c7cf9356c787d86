using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Conversations;

/// <summary>How bodies are written.</summary>
internal static class WebhookJson
{
    /// <summary>The last message is another text than that of the change, so an endpoint would get it whatever its types are.</summary>
    private const string LeftOut = "lastMessage";

    /// <summary>A body is no part of a page of HTML, so only what JSON demands is escaped.</summary>
    private static readonly JavaScriptEncoder _encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    private static readonly JsonSerializerOptions _options = Make();
    private static readonly ConditionalWeakTable<Conversation, byte[]> _written = [];

    internal static JsonTypeInfo<Conversation> Conversation { get; } = (JsonTypeInfo<Conversation>)_options.GetTypeInfo(typeof(Conversation));

    internal static JsonTypeInfo<Message> Message { get; } = (JsonTypeInfo<Message>)_options.GetTypeInfo(typeof(Message));

    internal static JsonTypeInfo<User> User { get; } = (JsonTypeInfo<User>)_options.GetTypeInfo(typeof(User));

    /// <summary>Gets the options of writers.</summary>
    internal static JsonWriterOptions Writing { get; } = new() { Encoder = _encoder, SkipValidation = true };

    /// <summary>
    /// Returns a conversation as JSON. Changes that were read together share one object, so it is written once; what was written goes with the object.
    /// </summary>
    internal static byte[] BytesOf(Conversation conversation) =>
        _written.GetValue(conversation, static conversation => JsonSerializer.SerializeToUtf8Bytes(conversation, Conversation));

    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions { TypeInfoResolver = ConversationsJson.Resolver.WithAddedModifier(LeaveOut), Encoder = _encoder };
        options.MakeReadOnly();
        return options;
    }

    private static void LeaveOut(JsonTypeInfo info)
    {
        if (info.Type == typeof(Conversation))
            info.Properties.Remove(info.Properties.Single(property => property.Name == LeftOut));
    }
}
