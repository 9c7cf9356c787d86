using System.Globalization;
using Conversations.Histories.Deliveries;

namespace Conversations.Delivery.History;

/// <summary>A run with a known history: one host delivers six changes of a room, one after the other, and the store acknowledges each third.</summary>
internal sealed record SeededDelivery(IReadOnlyList<DeliveryEvent> Events, DeliveryFacts Facts)
{
    internal const string Handler = "handler";

    internal const string Host = "host";

    internal const string OtherHost = "other-host";

    internal const int Changes = 6;

    internal static ConversationId Room { get; } = new("room");

    internal static SeededDelivery Clean()
    {
        var events = new List<DeliveryEvent> { new DeliveryEvent.Lived(0, Host, 10_000), new DeliveryEvent.Lived(0, OtherHost, 10_000) };
        for (var version = 1; version <= Changes; version++)
        {
            events.Add(Begin(version, 100 * version));
            events.Add(new DeliveryEvent.Ended((100 * version) + 50, Host, version, IsHandled: true));
            if (version % 3 == 0)
                events.Add(new DeliveryEvent.Acknowledged((100 * version) + 60, Host, Handler, Room, version));
        }

        return new(events, new()
        {
            Logs = new Dictionary<ConversationId, IReadOnlyList<Change>> { [Room] = [.. Enumerable.Range(1, Changes).Select(version => Change(version))] },
            Handlers = [Handler],
            TextOf = (_, message) => $"text of {message}",
        });
    }

    internal static DeliveryEvent.Began Begin(long version, long at, string host = Host, long? call = null)
    {
        var message = version == 1 ? (MessageId?)null : MessageOf(version);
        return new(at, host, call ?? version, Handler, Room, version)
        {
            DeliveryId = string.Create(CultureInfo.InvariantCulture, $"delivery-{version}"),
            Attempt = 1,
            Kind = version == 1 ? nameof(ConversationCreated) : nameof(MessageSent),
            MessageId = message,
            ContentOf = Room,
            Message = message,
            Text = message is null ? null : $"text of {message}",
        };
    }

    internal IReadOnlyList<DeliveryAnomalyKind> Find() => [.. DeliveryCheck.Find(Events, Facts).Select(anomaly => anomaly.Kind).Distinct()];

    internal SeededDelivery Without(Func<DeliveryEvent, bool> isGone) => this with { Events = [.. Events.Where(one => !isGone(one))] };

    /// <summary>Returns the same run without the delivery of a version.</summary>
    internal SeededDelivery WithoutVersion(long version) =>
        Without(one => one is DeliveryEvent.Began began && began.Version == version || one is DeliveryEvent.Ended ended && ended.Call == version);

    internal SeededDelivery With(params IEnumerable<DeliveryEvent> more) => this with { Events = [.. Events, .. more] };

    /// <summary>Returns the same run with one more delivery of a version.</summary>
    internal SeededDelivery Again(long version, long at, string host = Host) =>
        With(Begin(version, at, host, call: 1_000 + at), new DeliveryEvent.Ended(at + 50, host, 1_000 + at, IsHandled: true));

    /// <summary>Returns the same run with other values in the delivery of a version.</summary>
    internal SeededDelivery Tell(long version, Func<DeliveryEvent.Began, DeliveryEvent.Began> tell) => this with
    {
        Events = [.. Events.Select(one => one is DeliveryEvent.Began began && began.Version == version ? tell(began) : one)],
    };

    internal SeededDelivery Knowing(Func<DeliveryFacts, DeliveryFacts> with) => this with { Facts = with(Facts) };

    internal static Change Change(long version) => version == 1
        ? new ConversationCreated { ConversationId = Room, Version = 1, At = default, Participants = [new("alice")] }
        : new MessageSent { ConversationId = Room, Version = version, At = default, MessageId = MessageOf(version), Sequence = version - 1 };

    private static MessageId MessageOf(long version) => new(string.Create(CultureInfo.InvariantCulture, $"message-{version}"));
}
