using System.IO.Pipelines;
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

        // Not a writer to the stream: the serializer flushes one synchronously, which web servers refuse.
        var pipe = PipeWriter.Create(destination, new(leaveOpen: true));
        using var writer = new Utf8JsonWriter(pipe);
        var held = await _store.FindUsersAsync([userId.Required()], cancellationToken).ConfigureAwait(false);
        writer.WriteStartObject();
        writer.WritePropertyName("user");
        Write(writer, held.SingleOrDefault()?.User);
        writer.WriteStartArray("conversations");
        ConversationId? after = null;
        while (await _store.ListTracesAsync(userId, after, ErasureBatch, cancellationToken).ConfigureAwait(false) is { Count: > 0 } traces)
        {
            foreach (var id in traces)
                await ExportConversationAsync(writer, id, userId, pipe, cancellationToken).ConfigureAwait(false);

            after = traces[^1];
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        await writer.FlushAsync(cancellationToken).ConfigureAwait(false);
        await pipe.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task ExportConversationAsync(
        Utf8JsonWriter writer, ConversationId id, UserId userId, PipeWriter pipe, CancellationToken cancellationToken)
    {
        var facts = await _store.ReadFactsAsync(new() { ConversationId = id, Users = [userId] }, cancellationToken).ConfigureAwait(false);
        writer.WriteStartObject();
        writer.WriteString("id", id.Value);
        writer.WritePropertyName("membership");
        Write(writer, facts.Memberships.GetValueOrDefault(userId));

        writer.WriteStartArray("messages");
        await WritePagesAsync(
            writer,
            message => message.SenderId == userId ? message with { RepliedTo = null } : null,
            message => message.Sequence,
            async after => await _store.ListMessagesAsync(From(null, id, after, ErasureBatch), cancellationToken).ConfigureAwait(false) ?? [],
            pipe,
            cancellationToken).ConfigureAwait(false);
        writer.WriteEndArray();

        writer.WriteStartArray("reactions");
        await WritePagesAsync(
            writer,
            reaction => reaction,
            reaction => reaction.Version,
            after => _store.ListReactionsOfAsync(id, userId, after, ErasureBatch, cancellationToken),
            pipe,
            cancellationToken).ConfigureAwait(false);
        writer.WriteEndArray();

        writer.WriteStartArray("changes");
        await WritePagesAsync(
            writer,
            change => PartOf(change, userId),
            change => change.Version,
            async after => (await _store.ListChangesAsync(id, after, ErasureBatch, cancellationToken).ConfigureAwait(false)).Changes,
            pipe,
            cancellationToken).ConfigureAwait(false);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>Gives what a change says of a user, without who else it names as a participant; null = it does not name them.</summary>
    private static Change? PartOf(Change change, UserId userId)
    {
        UserId[] Only(IReadOnlyList<UserId> participants) => [.. participants.Where(user => user == userId)];
        return change switch
        {
            _ when ReferenceEquals(change, change.Replace(userId, default)) => null,
            ConversationCreated created => created with { Participants = Only(created.Participants) },
            ConversationUpdated updated => updated with { Participants = Only(updated.Participants) },
            _ => change,
        };
    }

    private static async Task WritePagesAsync<T>(
        Utf8JsonWriter writer,
        Func<T, T?> partOf,
        Func<T, long> placeOf,
        Func<long, Task<IReadOnlyList<T>>> read,
        PipeWriter pipe,
        CancellationToken cancellationToken)
        where T : class
    {
        var after = 0L;
        while (await read(after).ConfigureAwait(false) is { Count: > 0 } page)
        {
            foreach (var part in page.Select(partOf).OfType<T>())
                Write(writer, part);

            after = placeOf(page[^1]);
            await writer.FlushAsync(cancellationToken).ConfigureAwait(false);
            await pipe.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static void Write<T>(Utf8JsonWriter writer, T value) =>
        JsonSerializer.Serialize(writer, value, (JsonTypeInfo<T>)ConversationsJson.Options.GetTypeInfo(typeof(T)));
}
