using System.Text.Json;
using Conversations.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Conversations.Operations;

/// <content>Several operations by one request.</content>
internal static partial class ServerOperations
{
    private const int MaxOperations = 10;

    private static IEnumerable<Operation> Batches() =>
    [
        new("POST", "/batch", RunBatchAsync)
        {
            Summary = "Runs up to ten operations in the given order, each an array of method, path and, optionally, body. One that fails stops no other.",
            Takes = typeof(JsonElement[]), Gives = typeof(ListJson<JsonElement>),
        },
    ];

    private static async Task<Answer> RunBatchAsync(Call call)
    {
        var items = call.Read<JsonElement[]>(HttpJson.Default.JsonElementArray);
        if (items.Length > MaxOperations)
            throw Refusal.Of("body", $"must have at most {MaxOperations} operations");

        // All are read before the first is run.
        var prepared = items.Select((item, i) => Prepare(call.Http, item, $"[{i}]")).ToArray();
        var data = new List<JsonElement>(prepared.Length);
        foreach (var (operation, one) in prepared)
            data.Add(await RunOneAsync(operation, one).ConfigureAwait(false));

        return Answer.Of(new ListJson<JsonElement> { Data = data }, HttpJson.Default.ListJsonJsonElement);
    }

    private static (Operation Operation, Func<Call> Call) Prepare(HttpContext http, JsonElement item, string field)
    {
        if (item.ValueKind != JsonValueKind.Array || item.GetArrayLength() is not (2 or 3)
            || item[0].ValueKind != JsonValueKind.String || item[1].ValueKind != JsonValueKind.String)
        {
            throw Refusal.Of(field, "must be an array of a method, a path and, optionally, a body");
        }

        var (method, target) = (item[0].GetString()!.ToUpperInvariant(), item[1].GetString()!);
        var segments = RawPath.SegmentsOf(target);
        var operation = All.FirstOrDefault(one => one.Method == method && one.IsAt(segments) && one.Path != "/batch")
            ?? throw new RefusedException(404, "OPERATION_NOT_FOUND", $"{field} names no operation.", field);
        var query = target.IndexOf('?', StringComparison.Ordinal) is >= 0 and var begin ? QueryHelpers.ParseQuery(target[begin..]) : [];
        var body = item.GetArrayLength() == 3 && item[2].ValueKind != JsonValueKind.Null ? JsonSerializer.SerializeToUtf8Bytes(item[2], HttpJson.Default.JsonElement) : [];
        return (operation, () => new(http, operation.IdsOf(segments), query, body));
    }

    private static async Task<JsonElement> RunOneAsync(Operation operation, Func<Call> prepare)
    {
        try
        {
            var answer = await operation.RunAsync(prepare()).ConfigureAwait(false);
            return Item(200, JsonSerializer.SerializeToElement(answer.Body, answer.Type));
        }
        catch (Exception error) when (Problems.OfCall(error, isMatch: false) is not null)
        {
            var problem = Problems.OfCall(error, isMatch: false)!;
            return Item(problem.Status, JsonSerializer.SerializeToElement(problem, HttpJson.Default.ProblemJson));
        }
    }

    private static JsonElement Item(int status, JsonElement body) =>
        JsonSerializer.SerializeToElement([JsonSerializer.SerializeToElement(status, HttpJson.Default.Int32), body], HttpJson.Default.JsonElementArray);
}
