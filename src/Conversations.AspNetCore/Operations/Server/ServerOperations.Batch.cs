using System.Runtime.InteropServices;
using System.Text.Json;
using Conversations.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Conversations.Operations;

/// <content>Several operations by one request.</content>
internal static partial class ServerOperations
{
    private const int MaxOperations = 10;

    private static IEnumerable<Operation> Batches() =>
    [
        new("POST", "/batch", RunBatchAsync)
        {
            Summary = "Runs up to ten operations in the given order, each an array of a number, method, path and, optionally, body. One that fails stops no other.",
            Takes = typeof(JsonElement[]), Gives = typeof(JsonElement[]),
        },
    ];

    private static async Task<Answer> RunBatchAsync(Call call)
    {
        var items = call.Read<JsonElement[]>(HttpJson.Default.JsonElementArray);
        if (items.Length > MaxOperations)
            throw Refusal.Of("body", $"must have at most {MaxOperations} operations");

        // All are read before the first is run.
        var prepared = items.Select((item, i) => Prepare(call.Http, item, $"[{i}]")).ToArray();
        var answers = new List<JsonElement>(prepared.Length);
        foreach (var (number, operation, one) in prepared)
            answers.Add(await RunOneAsync(call.Http, number, operation, one).ConfigureAwait(false));

        return Answer.Of(answers.ToArray(), HttpJson.Default.JsonElementArray);
    }

    /// <summary>Reads [number, method, path, body, options] as TalkJS has it. The options, which name a version of TalkJS's API, are ignored.</summary>
    private static (JsonElement Number, Operation? Operation, Func<Call> Call) Prepare(HttpContext http, JsonElement item, string field)
    {
        if (item.ValueKind != JsonValueKind.Array || item.GetArrayLength() is < 3 or > 5
            || item[0].ValueKind != JsonValueKind.Number || item[1].ValueKind != JsonValueKind.String || item[2].ValueKind != JsonValueKind.String)
        {
            throw Refusal.Of(field, "must be an array of a number, a method, a path and, optionally, a body");
        }

        var (method, target) = (Texts.Of(item[1]).ToUpperInvariant(), Texts.Of(item[2]));
        var segments = RawPath.SegmentsOf(target);
        var operation = All.FirstOrDefault(one => one.Method == method && one.IsAt(segments) && one.Path != "/batch");
        var query = target.IndexOf('?', StringComparison.Ordinal) is >= 0 and var begin ? QueryHelpers.ParseQuery(target[begin..]) : [];
        var payload = item.GetArrayLength() > 3 && item[3].ValueKind != JsonValueKind.Null ? item[3] : (JsonElement?)null;
        if (payload is { ValueKind: JsonValueKind.Object } parameters && method == "GET")
        {
            foreach (var parameter in parameters.EnumerateObject().Where(one => one.Value.ValueKind != JsonValueKind.Null))
                query[NameOf(parameter)] = parameter.Value.ValueKind == JsonValueKind.String ? Texts.Of(parameter.Value) : parameter.Value.GetRawText();
        }

        // The bytes as they were sent: writing them again would replace what is not well-formed.
        var body = payload is { } given ? JsonMarshal.GetRawUtf8Value(given).ToArray() : [];
        return (item[0], operation, () => new(http, operation!.IdsOf(segments), query, body));
    }

    private static async Task<JsonElement> RunOneAsync(HttpContext http, JsonElement number, Operation? operation, Func<Call> prepare)
    {
        try
        {
            if (operation is null)
                throw new RefusedException(404, "OPERATION_NOT_FOUND", "There is no such endpoint.");

            var answer = await operation.RunAsync(prepare()).ConfigureAwait(false);
            return Item(number, 200, JsonSerializer.SerializeToElement(answer.Body, answer.Type));
        }
        catch (Exception error) when (error is not OperationCanceledException || !http.RequestAborted.IsCancellationRequested)
        {
            var problem = ProblemOf(http, error);
            return Item(number, problem.Status, JsonSerializer.SerializeToElement(problem, HttpJson.Default.ProblemJson));
        }
    }

    /// <summary>Returns the problem of one of several operations: what was done before must be answered, whatever the app's own code throws.</summary>
    private static ProblemJson ProblemOf(HttpContext http, Exception error)
    {
        if (Problems.OfCall(error, isMatch: false) is { } problem)
            return problem;

        LogFailed(http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("Conversations.Batch"), error);
        return Problems.Of(500, "UNEXPECTED", "The operation failed.");
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "One of several operations failed.")]
    private static partial void LogFailed(ILogger log, Exception error);

    private static string NameOf(JsonProperty parameter)
    {
        try
        {
            return parameter.Name;
        }
        catch (InvalidOperationException)
        {
            throw Refusal.Of("body", "must be well-formed Unicode");
        }
    }

    private static JsonElement Item(JsonElement number, int status, JsonElement body) =>
        JsonSerializer.SerializeToElement([number, JsonSerializer.SerializeToElement(status, HttpJson.Default.Int32), body], HttpJson.Default.JsonElementArray);
}
