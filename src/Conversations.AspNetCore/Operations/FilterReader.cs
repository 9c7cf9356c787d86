using System.Text.Json;
using Conversations.Json;

namespace Conversations.Operations;

/// <summary>
/// Reads the parameter <c>filter</c>, as TalkJS's SDK writes it: an object, all of whose members must hold, such as
/// <c>{"custom":{"category":["==","shoes"]},"hasUnreadMessages":true}</c>.
/// </summary>
internal static class FilterReader
{
    private const string Field = "filter";

    internal static void ReadInto(List<ConversationFilter> filters, string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new() { MaxDepth = 8 });
            foreach (var member in Members(document.RootElement, Field))
            {
                if (member.Name == "custom")
                    filters.AddRange(Members(member.Value, "filter.custom").Select(one => ConversationFilter.Custom(one.Name, MatchOf(one.Value, "filter.custom"))));
                else
                    filters.Add(ReadOne(member));
            }
        }
        catch (JsonException error)
        {
            throw new RefusedException(400, "INVALID_REQUEST", $"filter is no JSON at byte {error.BytePositionInLine}.", Field);
        }
        catch (InvalidOperationException)
        {
            // A string with a lone surrogate.
            throw Refusal.Of(Field, "must be well-formed Unicode");
        }
    }

    private static ConversationFilter ReadOne(JsonProperty member) => member.Name switch
    {
        "subject" => ConversationFilter.Subject(MatchOf(member.Value, "filter.subject")),
        "hasUnreadMessages" or "isUnread" => ConversationFilter.Unread(Flag(member.Value, member.Name)),
        "access" => AccessOf(member.Value),
        "lastMessageTs" or "lastActivity" => Time(member, (from, to) => ConversationFilter.LastActivity(from, to)),
        "createdAt" => Time(member, (from, to) => ConversationFilter.Created(from, to)),
        "joinedAt" => Time(member, (from, to) => ConversationFilter.Joined(from, to)),
        _ => throw Refusal.Of(Field, "has a member that is not known"),
    };

    private static JsonElement.ObjectEnumerator Members(JsonElement element, string field) =>
        element.ValueKind == JsonValueKind.Object ? element.EnumerateObject() : throw Refusal.Of(field, "must be an object");

    private static bool Flag(JsonElement element, string name) => element.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Refusal.Of($"{Field}.{name}", "must be true or false"),
    };

    private static ConversationFilter AccessOf(JsonElement element)
    {
        var (operation, texts) = Comparison(element, "filter.access");
        var wanted = texts.Select(text => text switch
        {
            "Read" => ParticipantAccess.Read,
            "ReadWrite" => ParticipantAccess.ReadWrite,
            _ => throw Refusal.Of("filter.access", "must be Read or ReadWrite"),
        }).ToHashSet();
        var matches = Enum.GetValues<ParticipantAccess>().Where(one => wanted.Contains(one) == operation is "==" or "oneOf").ToArray();
        return ConversationFilter.Any([.. matches.Select(ConversationFilter.Access)]);
    }

    private static ValueMatch MatchOf(JsonElement element, string field)
    {
        if (element.ValueKind == JsonValueKind.String)
        {
            return element.GetString() switch
            {
                "exists" => ValueMatch.Exists,
                "!exists" => ValueMatch.Absent,
                _ => throw Refusal.Of(field, "must be \"exists\", \"!exists\" or an array of an operator and a value"),
            };
        }

        var (operation, texts) = Comparison(element, field);
        return operation switch
        {
            "==" => ValueMatch.EqualTo(texts[0]),
            "!=" => ValueMatch.NotEqualTo(texts[0]),
            "oneOf" => ValueMatch.OneOf(texts),
            _ => ValueMatch.NoneOf(texts),
        };
    }

    /// <summary>Reads ["==", text], ["!=", text], ["oneOf", [texts]] or ["!oneOf", [texts]].</summary>
    private static (string Operation, List<string> Texts) Comparison(JsonElement element, string field)
    {
        if (element.ValueKind == JsonValueKind.Array && element.GetArrayLength() == 2 && element[0].ValueKind == JsonValueKind.String)
        {
            var (operation, value) = (element[0].GetString()!, element[1]);
            if (operation is "==" or "!=" && value.ValueKind == JsonValueKind.String)
                return (operation, [value.GetString()!]);

            if (operation is "oneOf" or "!oneOf" && value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(one => one.ValueKind == JsonValueKind.String))
                return (operation, [.. value.EnumerateArray().Select(one => one.GetString()!)]);
        }

        throw Refusal.Of(field, "must be an array of ==, !=, oneOf or !oneOf, and a text or an array of texts");
    }

    /// <summary>Reads [">", time], [">=", time], ["&lt;", time], ["&lt;=", time] or ["between", [from, to]]. The times are milliseconds.</summary>
    private static ConversationFilter Time(JsonProperty member, Func<DateTimeOffset?, DateTimeOffset?, ConversationFilter> create)
    {
        var (field, element) = ($"{Field}.{member.Name}", member.Value);
        if (element.ValueKind == JsonValueKind.Array && element.GetArrayLength() == 2 && element[0].ValueKind == JsonValueKind.String)
        {
            switch (element[0].GetString())
            {
                case ">":
                    return create(At(element[1], field, plus: 1), null);
                case ">=":
                    return create(At(element[1], field, plus: 0), null);
                case "<":
                    return create(null, At(element[1], field, plus: 0));
                case "<=":
                    return create(null, At(element[1], field, plus: 1));
                case "between" when element[1].ValueKind == JsonValueKind.Array && element[1].GetArrayLength() == 2:
                    return create(At(element[1][0], field, plus: 0), At(element[1][1], field, plus: 1));
            }
        }

        throw Refusal.Of(field, "must be an array of >, >=, <, <= or between, and a time or two times");
    }

    private static DateTimeOffset At(JsonElement element, string field, int plus) =>
        element.ValueKind == JsonValueKind.Number && element.TryGetInt64(out var milliseconds) && milliseconds < long.MaxValue
            ? UnixTime.Read(milliseconds + plus, field)
            : throw Refusal.Of(field, "must have whole milliseconds");
}
