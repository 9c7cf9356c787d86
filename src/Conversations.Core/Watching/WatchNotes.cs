using System.Text.Encodings.Web;
using System.Text.Json;
using PassingEvent = (Conversations.PassingKind Kind, Conversations.ConversationId ConversationId, Conversations.UserId UserId);

namespace Conversations;

/// <summary>
/// Writes and reads the notes that hosts leave for each other: the ids of conversations that have changed, and an array for each event that is not stored. A note
/// that cannot be read is left out: a newer host may have written it.
/// </summary>
internal static class WatchNotes
{
    /// <summary>No HTML contains a note.</summary>
    private static readonly JsonWriterOptions _options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static string Write(List<ConversationId> changed, List<KeyValuePair<PassingEvent, (long Value, long Unread)>> events)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, _options))
        {
            json.WriteStartObject();
            json.WriteStartArray("changed");
            foreach (var id in changed)
                json.WriteStringValue(id.Value);

            json.WriteEndArray();
            json.WriteStartArray("events");
            foreach (var (what, (value, unread)) in events)
            {
                json.WriteStartArray();
                json.WriteNumberValue((int)what.Kind);
                json.WriteStringValue(what.Kind == PassingKind.Online ? "" : what.ConversationId.Value);
                json.WriteStringValue(what.UserId.Value);
                json.WriteNumberValue(value);
                json.WriteNumberValue(unread);
                json.WriteEndArray();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return StrictUtf8.Encoding.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    internal static void Read(string note, Action<ConversationId> changed, Action<PassingEvent, long, long> happened)
    {
        using var json = JsonDocument.Parse(note);
        foreach (var id in json.RootElement.GetProperty("changed").EnumerateArray())
            changed(ConversationId.FromStored(id.GetString()!));

        foreach (var one in json.RootElement.GetProperty("events").EnumerateArray())
        {
            var kind = (PassingKind)one[0].GetInt32();
            if (!Enum.IsDefined(kind))
                continue;

            var id = kind == PassingKind.Online ? default : ConversationId.FromStored(one[1].GetString()!);
            happened(new(kind, id, UserId.FromStored(one[2].GetString()!)), one[3].GetInt64(), one[4].GetInt64());
        }
    }
}
