using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Conversations;

/// <content>Exporting what is held about a user.</content>
internal sealed partial class ConversationService
{
    internal async Task ExportUserAsync(UserId userId, Stream destination, CancellationToken cancellationToken)
    {
        CheckAlive(cancellationToken);
        ArgumentNullException.ThrowIfNull(destination);
        var writer = new Utf8JsonWriter(destination);
        await using (writer.ConfigureAwait(false))
        {
            writer.WriteStartObject();
            writer.WritePropertyName("user");
            Write(writer, await FindUserAsync(userId.Required(), cancellationToken).ConfigureAwait(false));
            writer.WriteStartArray("conversations");
            ConversationId? after = null;
            while (await _store.ListTracesAsync(userId, after, ErasureBatch, cancellationToken).ConfigureAwait(false) is { Count: > 0 } traces)
            {
                foreach (var id in traces)
                    await ExportConversationAsync(writer, id, userId, cancellationToken).ConfigureAwait(false);

                after = traces[^1];
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
            await writer.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task ExportConversationAsync(Utf8JsonWriter writer, ConversationId id, UserId userId, CancellationToken cancellationToken)
    {
        var facts = await _store.ReadFactsAsync(new() { ConversationId = id, Users = [userId] }, cancellationToken).ConfigureAwait(false);
        writer.WriteStartObject();
        writer.WriteString("id", id.Value);
        writer.WritePropertyName("membership");
        Write(writer, facts.Memberships.GetValueOrDefault(userId));

        writer.WriteStartArray("messages");
        await WritePagesAsync(
            writer,
            message => message.SenderId == userId,
            message => message.Sequence,
            async after => await _store.ListMessagesAsync(From(null, id, after, ErasureBatch), cancellationToken).ConfigureAwait(false) ?? [],
            cancellationToken).ConfigureAwait(false);
        writer.WriteEndArray();

        writer.WriteStartArray("reactions");
        await WritePagesAsync(
            writer,
            _ => true,
            reaction => reaction.Version,
            after => _store.ListReactionsOfAsync(id, userId, after, ErasureBatch, cancellationToken),
            cancellationToken).ConfigureAwait(false);
        writer.WriteEndArray();

        writer.WriteStartArray("changes");
        await WritePagesAsync(
            writer,
            change => !ReferenceEquals(change, change.Replace(userId, default)),
            change => change.Version,
            async after => (await _store.ListChangesAsync(id, after, ErasureBatch, cancellationToken).ConfigureAwait(false)).Changes,
            cancellationToken).ConfigureAwait(false);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static async Task WritePagesAsync<T>(
        Utf8JsonWriter writer,
        Func<T, bool> isWanted,
        Func<T, long> placeOf,
        Func<long, Task<IReadOnlyList<T>>> read,
        CancellationToken cancellationToken)
    {
        var after = 0L;
        while (await read(after).ConfigureAwait(false) is { Count: > 0 } page)
        {
            foreach (var item in page.Where(isWanted))
                Write(writer, item);

            after = placeOf(page[^1]);
            await writer.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static void Write<T>(Utf8JsonWriter writer, T value) =>
        JsonSerializer.Serialize(writer, value, (JsonTypeInfo<T>)ConversationsJson.Options.GetTypeInfo(typeof(T)));
}
