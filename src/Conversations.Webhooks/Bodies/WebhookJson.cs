using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Conversations;

/// <summary>How bodies are written.</summary>
internal static class WebhookJson
{
    /// <summary>The last message is another text than that of the change, so an endpoint would get it whatever its types are.</summary>
    private const string LeftOut = "lastMessage";

    private static readonly JsonSerializerOptions _options = Make();

    internal static JsonTypeInfo<Conversation> Conversation { get; } = (JsonTypeInfo<Conversation>)_options.GetTypeInfo(typeof(Conversation));

    internal static JsonTypeInfo<Message> Message { get; } = (JsonTypeInfo<Message>)_options.GetTypeInfo(typeof(Message));

    internal static JsonTypeInfo<User> User { get; } = (JsonTypeInfo<User>)_options.GetTypeInfo(typeof(User));

    /// <summary>Gets the options of writers. A body is no part of a page of HTML, so only what JSON demands is escaped.</summary>
    internal static JsonWriterOptions Writing { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions { TypeInfoResolver = ConversationsJson.Resolver.WithAddedModifier(LeaveOut), Encoder = Writing.Encoder };
        options.MakeReadOnly();
        return options;
    }

    private static void LeaveOut(JsonTypeInfo info)
    {
        if (info.Type == typeof(Conversation))
            info.Properties.Remove(info.Properties.Single(property => property.Name == LeftOut));
    }
}
