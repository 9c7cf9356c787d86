using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Conversations.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace Conversations.Operations;

/// <summary>A call of an operation, by a request or by an item of a batch.</summary>
internal sealed class Call
{
    private const int DefaultPageSize = 30;

    private readonly IReadOnlyDictionary<string, string> _ids;
    private readonly IReadOnlyDictionary<string, StringValues> _query;
    private readonly ReadOnlyMemory<byte> _body;

    internal Call(HttpContext http, IReadOnlyDictionary<string, string> ids, IReadOnlyDictionary<string, StringValues> query, ReadOnlyMemory<byte> body)
    {
        (Http, _ids, _query, _body) = (http, ids, query, body);
        Conversations = http.RequestServices.GetRequiredService<IConversations>();
    }

    internal HttpContext Http { get; }

    internal IConversations Conversations { get; }

    /// <summary>Gets the session of the user who makes the request. On the server side there is none.</summary>
    internal UserSession Session => field ??= Http.Features.GetRequiredFeature<UserSession>();

    internal CancellationToken Aborted => Http.RequestAborted;

    /// <summary>Gets the settings version or the revision that the caller expects, or null.</summary>
    internal long? Expected { get; init; }

    /// <summary>Gets the header <c>Idempotency-Key</c>, or null.</summary>
    internal string? IdempotencyKey { get; init; }

    internal ConversationId ConversationId => IdOf<ConversationId>("conversationId");

    internal MessageId MessageId => IdOf<MessageId>("messageId");

    internal UserId UserId => IdOf<UserId>("userId");

    internal string Emoji => _ids["emoji"];

    /// <summary>Gets how many items a page may have, with its default.</summary>
    internal int PageSize => NumberOf("limit") is not { } size ? Math.Min(DefaultPageSize, MaxPageSize)
        : size >= 1 && size <= MaxPageSize ? (int)size : throw Refusal.Of("limit", $"must be 1 to {MaxPageSize}");

    /// <summary>Gets how many items a page may have at most: 100, or the limit of the app if that is lower.</summary>
    internal int MaxPageSize => Math.Min(100, Http.RequestServices.GetRequiredService<IOptions<ConversationsOptions>>().Value.Limits.MaxPageSize);

    /// <summary>Gets the cursor of a page, or null.</summary>
    internal string? Cursor => TextOf("cursor");

    /// <summary>Returns a parameter of the query, or null if it is missing.</summary>
    /// <exception cref="RefusedException">It is there more than once.</exception>
    internal string? TextOf(string name) => _query.TryGetValue(name, out var values)
        ? values.Count == 1 ? values[0] : throw Refusal.Of(name, "must be given once")
        : null;

    /// <summary>Returns all values of a parameter of the query.</summary>
    internal StringValues TextsOf(string name) => _query.TryGetValue(name, out var values) ? values : StringValues.Empty;

    internal long? NumberOf(string name) => TextOf(name) is not { } text ? null
        : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
        : throw Refusal.Of(name, "must be an integer");

    internal bool FlagOf(string name) => TextOf(name) switch
    {
        null or "false" or "0" => false,
        "true" or "1" => true,
        _ => throw Refusal.Of(name, "must be true or false"),
    };

    internal DateTimeOffset? TimeOf(string name) => NumberOf(name) is { } milliseconds ? UnixTime.Read(milliseconds, name) : null;

    /// <summary>Reads the body. Without one, null is returned.</summary>
    internal T? ReadOptional<T>(JsonTypeInfo<T> type)
        where T : class => _body.Length == 0 ? null : Read(type);

    /// <summary>Reads the body.</summary>
    /// <exception cref="RefusedException">It is missing, or no such JSON.</exception>
    internal T Read<T>(JsonTypeInfo<T> type)
        where T : class
    {
        if (_body.Length == 0)
            throw Refusal.Of("body", "must be JSON, but is empty");

        try
        {
            return JsonSerializer.Deserialize(_body.Span, type) ?? throw Refusal.Of("body", "must not be null");
        }
        catch (JsonException error)
        {
            throw Refusal.Of(error);
        }
    }

    /// <summary>Answers with a page of those who reacted.</summary>
    internal async Task<Answer> PageAsync(Paged<Reactor> list)
    {
        var page = await list.PageAsync(PageSize, Cursor, Aborted).ConfigureAwait(false);
        return Answer.Of(new ListJson<ReactorJson> { Data = [.. page.Items.Select(ReactorJson.Of)], Next = page.Next }, HttpJson.Default.ListJsonReactorJson);
    }

    private T IdOf<T>(string name)
        where T : IParsable<T> => Refusal.IdOf<T>(_ids[name], name);
}
