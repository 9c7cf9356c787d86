using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Conversations.Benchmarks;

/// <summary>
/// The least that an app could write itself: a minimal API that inserts the row of a message and reads a page of rows by the driver. It checks nobody, orders nothing, counts
/// nothing, logs nothing, and a request that is repeated makes a second message.
/// </summary>
internal static class BareApi
{
    [SuppressMessage("Reliability", "CA2000", Justification = "The provider of the host disposes of it.")]
    internal static async Task<ApiHost> StartAsync(string connectionString, string schema)
    {
        var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { MaxAutoPrepare = 20, AutoPrepareMinUsages = 2 });
        await using (var create = source.CreateCommand(
            $"""
            CREATE SCHEMA {schema};
            CREATE TABLE {schema}.messages (
                conversation_id text NOT NULL, sequence bigint GENERATED ALWAYS AS IDENTITY, id text NOT NULL, sender_id text, text text NOT NULL, custom text NOT NULL DEFAULT '',
                origin text NOT NULL DEFAULT 'rest', created_at timestamptz NOT NULL DEFAULT now(), edited_at timestamptz, reply_to text, revision integer NOT NULL DEFAULT 0,
                PRIMARY KEY (conversation_id, sequence));
            """))
        {
            await create.ExecuteNonQueryAsync();
        }

        var (insert, select) = (
            $"INSERT INTO {schema}.messages (conversation_id, id, sender_id, text) VALUES ($1, $2, $3, $4) RETURNING sequence, created_at",
            $"SELECT id, sequence, sender_id, text, created_at, custom, origin, edited_at, reply_to, revision FROM {schema}.messages WHERE conversation_id = $1 ORDER BY sequence DESC LIMIT 30");
        return await ApiHost.StartAsync(
            services => services.AddSingleton(_ => source).ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, BareJson.Default)),
            app =>
            {
                app.MapPost("/bare/{room}", async (HttpContext http) =>
                {
                    var body = (await http.Request.ReadFromJsonAsync(BareJson.Default.BareMessage))!;
                    var id = Guid.NewGuid().ToString("N");
                    await using var command = source.CreateCommand(insert);
                    command.Parameters.Add(new() { Value = (string)http.Request.RouteValues["room"]! });
                    command.Parameters.Add(new() { Value = id });
                    command.Parameters.Add(new() { Value = body.Sender });
                    command.Parameters.Add(new() { Value = body.Text });
                    await using var row = await command.ExecuteReaderAsync();
                    await row.ReadAsync();
                    await http.Response.WriteAsJsonAsync(new BareMessage(body.Text, body.Sender, id, row.GetInt64(0), row.GetDateTime(1)), BareJson.Default.BareMessage);
                });
                app.MapGet("/bare/{room}", async (HttpContext http) =>
                {
                    var room = (string)http.Request.RouteValues["room"]!;
                    await using var command = source.CreateCommand(select);
                    command.Parameters.Add(new() { Value = room });
                    await using var rows = await command.ExecuteReaderAsync();
                    var page = new List<BareMessage>(30);
                    while (await rows.ReadAsync())
                    {
                        page.Add(new(rows.GetString(3), rows.GetString(2), rows.GetString(0), rows.GetInt64(1), rows.GetDateTime(4))
                        {
                            ConversationId = room,
                            Custom = rows.GetString(5),
                            Origin = rows.GetString(6),
                            EditedAt = await rows.IsDBNullAsync(7) ? null : rows.GetDateTime(7),
                            ReplyTo = await rows.IsDBNullAsync(8) ? null : rows.GetString(8),
                            Revision = rows.GetInt32(9),
                        });
                    }

                    await http.Response.WriteAsJsonAsync(page, BareJson.Default.ListBareMessage);
                });
            });
    }
}

/// <summary>The row of a message as it is.</summary>
internal sealed record BareMessage(string Text, string Sender, string? Id, long Sequence, DateTime CreatedAt)
{
    public string? ConversationId { get; init; }

    public string? Custom { get; init; }

    public string? Origin { get; init; }

    public DateTime? EditedAt { get; init; }

    public string? ReplyTo { get; init; }

    public int Revision { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(BareMessage))]
[JsonSerializable(typeof(List<BareMessage>))]
internal sealed partial class BareJson : JsonSerializerContext;
