using System.Text.Json;
using System.Text.Json.Serialization;
using Conversations.Json;

namespace Conversations.Events;

/// <summary>An event in the stream of the hub. Its JSON is that of server-sent events, whatever options the app gives to SignalR.</summary>
/// <param name="value">The event.</param>
[JsonConverter(typeof(EventPayloadConverter))]
internal sealed class EventPayload(EventJson value)
{
    internal EventJson Value => value;
}

/// <summary>Writes an event.</summary>
internal sealed class EventPayloadConverter : JsonConverter<EventPayload>
{
    public override EventPayload Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

    public override void Write(Utf8JsonWriter writer, EventPayload value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value.Value, EventsJson.Default.EventJson);
}

/// <summary>What the hub adds to the JSON of SignalR.</summary>
[JsonSerializable(typeof(EventPayload))]
[JsonSerializable(typeof(string))]
internal sealed partial class HubJson : JsonSerializerContext;
