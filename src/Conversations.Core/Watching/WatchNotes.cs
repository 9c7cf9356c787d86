using System.Text;
using System.Text.Json;

namespace Conversations;

/// <summary>
/// Writes and reads the notes that hosts leave for each other: the ids of conversations that have changed, and an array for each event that is not stored. A host
/// ignores what it does not know, since a newer one may have written it.
/// </summary>
internal static class WatchNotes
{
    private const int EventLength = 5;

    internal static string Write(List<ConversationId> changed, List<KeyValuePair<PassingEvent, (long Value, long Unread)>> events)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
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

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    /// <exception cref="JsonException">It is no note.</exception>
    internal static void Read(string note, Action<ConversationId> changed, Action<PassingEvent, long, long> happened)
    {
        using var json = JsonDocument.Parse(note);
        foreach (var id in Items(json.RootElement, "changed"))
        {
            if (id.ValueKind == JsonValueKind.String)
                changed(ConversationId.FromStored(id.GetString()!));
        }

        foreach (var one in Items(json.RootElement, "events"))
        {
            if (one.ValueKind != JsonValueKind.Array || one.GetArrayLength() < EventLength)
                continue;

            var kind = (PassingKind)one[0].GetInt32();
            var id = kind == PassingKind.Online ? default : ConversationId.FromStored(one[1].GetString()!);
            happened(new(kind, id, UserId.FromStored(one[2].GetString()!)), one[3].GetInt64(), one[4].GetInt64());
        }
    }

    private static IEnumerable<JsonElement> Items(JsonElement note, string name) =>
        note.ValueKind == JsonValueKind.Object && note.TryGetProperty(name, out var items) && items.ValueKind == JsonValueKind.Array ? items.EnumerateArray() : [];
}
