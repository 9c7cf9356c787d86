using System.IO.Pipelines;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Conversations.Storage;

namespace Conversations;

/// <summary>Writes everything that is stored about a user as JSON, page by page.</summary>
internal sealed class UserExport(IConversationStore store, CommandRunner runner)
{
    private const int BatchSize = 100;

    internal async Task WriteAsync(UserId userId, Stream destination, CancellationToken cancellationToken)
    {
        runner.ThrowIfEnded(cancellationToken);
        ArgumentNullException.ThrowIfNull(destination);

        // The JSON serializer would flush a stream synchronously, which web servers refuse. So it writes to a pipe, which is
        // flushed asynchronously.
        var pipe = PipeWriter.Create(destination, new(leaveOpen: true));
        using var writer = new Utf8JsonWriter(pipe);
        var held = await store.FindUsersAsync(new[] { userId.Required() }, cancellationToken).ConfigureAwait(false);
        writer.WriteStartObject();
        writer.WritePropertyName("user");
        Write(writer, held.SingleOrDefault()?.User);
        writer.WriteStartArray("conversations");
        ConversationId? after = null;
        while (await store.ListTracesAsync(userId, after, BatchSize, cancellationToken).ConfigureAwait(false) is { Count: > 0 } traces)
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
        var facts = await store.ReadFactsAsync(new() { ConversationId = id, Users = new[] { userId } }, cancellationToken).ConfigureAwait(false);
        writer.WriteStartObject();
        writer.WriteString("id", id.Value);
        writer.WritePropertyName("membership");
        Write(writer, facts.Memberships.GetValueOrDefault(userId));

        writer.WriteStartArray("messages");
        await WritePagesAsync(
            writer,
            message => message.SenderId == userId ? message with { RepliedTo = null } : null,
            message => message.Sequence,
            after => store.ListMessagesAsync(new() { ConversationId = id, From = after + 1, Limit = BatchSize }, cancellationToken),
            pipe,
            cancellationToken).ConfigureAwait(false);
        writer.WriteEndArray();

        writer.WriteStartArray("reactions");
        await WritePagesAsync(
            writer,
            reaction => reaction,
            reaction => reaction.Version,
            after => store.ListReactionsOfAsync(id, userId, after, BatchSize, cancellationToken)!,
            pipe,
            cancellationToken).ConfigureAwait(false);
        writer.WriteEndArray();

        writer.WriteStartArray("changes");
        await WritePagesAsync(
            writer,
            change => PartOf(change, userId),
            change => change.Version,
            async after => (await store.ListChangesAsync(id, after, BatchSize, cancellationToken).ConfigureAwait(false)).Changes,
            pipe,
            cancellationToken).ConfigureAwait(false);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>Returns what a change says about a user, without the other participants that it lists.</summary>
    /// <returns>The change, or null if it does not name the user.</returns>
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
        Func<long, Task<IReadOnlyList<T>?>> read,
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
