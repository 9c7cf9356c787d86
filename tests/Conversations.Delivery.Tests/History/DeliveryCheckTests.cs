using Conversations.Histories.Deliveries;
using static Conversations.Histories.Deliveries.DeliveryAnomalyKind;

namespace Conversations.Delivery.History;

using static SeededDelivery;

public sealed class DeliveryCheckTests
{
    [Fact]
    public void Clean_history_has_no_anomaly() => Clean().Find().Should().BeEmpty();

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(6)]
    public void Change_that_was_never_delivered_is_a_gap(long version) => Clean().WithoutVersion(version).Find().Should().Equal(Gap);

    [Fact]
    public void Change_whose_handler_never_ended_is_a_gap() =>
        Clean().Without(one => one is DeliveryEvent.Ended { Call: 6 }).Find().Should().Equal(Gap);

    [Fact]
    public void Change_that_only_failed_is_a_gap() => Clean().Without(one => one is DeliveryEvent.Ended { Call: 6 })
        .With(new DeliveryEvent.Ended(690, Host, 6, IsHandled: false)).Find().Should().Equal(Gap);

    [Fact]
    public void Gap_of_a_handler_that_delivered_nothing_is_found() =>
        Clean().Knowing(facts => facts with { Handlers = [Handler, "silent"] }).Find().Should().Equal(Gap);

    [Fact]
    public void What_is_skipped_parked_deleted_or_not_asked_for_is_no_gap()
    {
        Clean().WithoutVersion(4).Knowing(facts => facts with { Skipped = [(Handler, Room, 4)] }).Find().Should().BeEmpty();
        Clean().WithoutVersion(6).Knowing(facts => facts with { Parked = [(Handler, Room, 5)] }).Find().Should().BeEmpty();
        Clean().WithoutVersion(1).Knowing(facts => facts with { Handles = (_, change) => change is MessageSent }).Find().Should().BeEmpty();
        Clean().WithoutVersion(4).Tell(5, began => began with { Kind = nameof(ConversationDeleted), MessageId = null, Message = null })
            .Knowing(facts => facts with { Logs = new Dictionary<ConversationId, IReadOnlyList<Change>> { [Room] = [Deleted(5), Change(6)] } })
            .Find().Should().BeEmpty();
    }

    [Fact]
    public void Excuse_of_a_gap_excuses_no_other_change()
    {
        Clean().WithoutVersion(5).Knowing(facts => facts with { Skipped = [(Handler, Room, 4)] }).Find().Should().Equal(Gap);
        Clean().WithoutVersion(5).Knowing(facts => facts with { Parked = [(Handler, Room, 5)] }).Find().Should().Equal(Gap);
        Clean().WithoutVersion(6).Knowing(facts => facts with { Skipped = [("another", Room, 6)] }).Find().Should().Equal(Gap);
    }

    [Fact]
    public void Handler_that_came_later_begins_at_the_latest_with_what_came_after_it()
    {
        Clean().WithoutVersion(1).WithoutVersion(2).Knowing(StartsAfter(2)).Find().Should().BeEmpty();
        Clean().WithoutVersion(1).Knowing(StartsAfter(2)).Find().Should().BeEmpty("it may begin earlier");
        Clean().WithoutVersion(1).WithoutVersion(3).Knowing(StartsAfter(3)).Find().Should().Equal([Gap], "it has begun with version 2");
        Clean().WithoutVersion(1).WithoutVersion(2).WithoutVersion(3).Knowing(StartsAfter(2)).Find().Should().Equal(Gap);
    }

    [Fact]
    public void Change_that_was_delivered_before_an_earlier_one_was_handled_is_out_of_order()
    {
        // Version 3 begins at 300 and version 4 at 400.
        Clean().Tell(4, began => began with { At = 290 }).Find().Should().BeEquivalentTo([OutOfOrder, Overlapping]);
        Clean().WithoutVersion(4).Again(4, 800).Without(one => one is DeliveryEvent.Acknowledged { Position: 6 }).Find().Should().Equal(OutOfOrder);
    }

    [Fact]
    public void Changes_of_one_host_that_overlap_are_found() =>
        Clean().Tell(5, began => began with { At = 449 }).Find().Should().BeEquivalentTo([OutOfOrder, Overlapping]);

    [Fact]
    public void Hosts_overlap_only_if_one_has_not_renewed_its_lease()
    {
        var twice = Clean().With(new DeliveryEvent.Disturbed(0, Host)).Again(6, 620, OtherHost).Without(one => one is DeliveryEvent.Acknowledged { Position: 6 });

        twice.Find().Should().Equal(Overlapping);
        Relive(twice, Host, 610).Find().Should().BeEmpty();
        Relive(twice, OtherHost, 610).Find().Should().BeEmpty();
        Relive(twice, Host, 700).Find().Should().Equal(Overlapping);

        static SeededDelivery Relive(SeededDelivery run, string host, long until) =>
            run.Without(one => one is DeliveryEvent.Lived lived && lived.Host == host).With(new DeliveryEvent.Lived(0, host, until));
    }

    [Fact]
    public void Call_of_a_killed_host_has_ended()
    {
        var killed = Clean().Without(one => one is DeliveryEvent.Ended { Call: 6 } or DeliveryEvent.Acknowledged { Position: 6 }).Again(6, 700, OtherHost);

        killed.Find().Should().Equal(Overlapping);
        killed.With(new DeliveryEvent.Killed(690, Host)).Find().Should().BeEmpty();
    }

    [Fact]
    public void Change_that_was_acknowledged_and_is_delivered_again_is_repeated_even_after_a_crash() =>
        Clean().With(new DeliveryEvent.Killed(690, Host)).Again(6, 700, OtherHost).Find().Should().Equal(Repeated);

    [Fact]
    public void Change_that_was_not_acknowledged_is_repeated_only_after_an_interruption()
    {
        var again = Clean().Without(one => one is DeliveryEvent.Acknowledged { Position: 6 }).Again(6, 700, OtherHost);

        again.Find().Should().Equal(Repeated);
        again.With(new DeliveryEvent.Killed(690, Host)).Find().Should().BeEmpty();
        again.With(new DeliveryEvent.Disturbed(690, Host)).Find().Should().BeEmpty();
        again.With(new DeliveryEvent.Lived(10_500, Host, 11_000)).Find().Should().BeEmpty("the host has lost its lease once");
    }

    [Fact]
    public void More_than_a_hundred_repetitions_per_interruption_are_found()
    {
        var run = Clean().Without(one => one is DeliveryEvent.Acknowledged { Position: 6 }).With(new DeliveryEvent.Killed(690, "a-third-host"));

        Enumerable.Range(0, 100).Aggregate(run, (one, i) => one.Again(6, 700 + (60 * i))).Find().Should().BeEmpty();
        Enumerable.Range(0, 101).Aggregate(run, (one, i) => one.Again(6, 700 + (60 * i))).Find().Should().Equal(Repeated);
    }

    [Fact]
    public void Replay_repeats_what_is_delivered_after_it()
    {
        Clean().Again(6, 700).Knowing(Replayed(690)).Find().Should().BeEmpty();
        Clean().Again(6, 700).Knowing(Replayed(710)).Find().Should().Equal(Repeated);

        static Func<DeliveryFacts, DeliveryFacts> Replayed(long at) => facts => facts with { Replays = new Dictionary<string, long> { [Handler] = at } };
    }

    [Fact]
    public void Change_with_two_ids_and_id_of_two_changes_are_found()
    {
        Clean().Again(6, 700).Tell(6, began => began with { DeliveryId = $"{began.Call}" }).Find().Should().BeEquivalentTo([OtherId, Repeated]);
        Clean().Tell(6, began => began with { DeliveryId = "delivery-5" }).Find().Should().Equal(OtherId);
    }

    [Fact]
    public void Change_that_is_not_in_the_log_is_uncommitted() => Clean().Again(7, 700).Find().Should().Equal(Uncommitted);

    [Fact]
    public void Content_of_another_conversation_or_message_is_found()
    {
        Clean().Tell(6, began => began with { ContentOf = new("another") }).Find().Should().Equal(WrongContent);
        Clean().Tell(6, began => began with { Message = new("message-5"), Text = "text of message-5" }).Find().Should().Equal(WrongContent);
        Clean().Tell(6, began => began with { Text = "text of message-5" }).Find().Should().Equal(WrongContent);
        Clean().Tell(6, began => began with { Kind = nameof(MessageEdited) }).Find().Should().Equal(WrongContent);
        Clean().Tell(6, began => began with { MessageId = new("message-5"), Message = null }).Find().Should().Equal(WrongContent);
        Clean().Tell(6, began => began with { ContentOf = null, Message = null, Text = null }).Find().Should().BeEmpty("it was deleted since");
    }

    [Fact]
    public void Conversation_that_was_parked_although_only_the_destination_was_down_is_found()
    {
        var parked = Clean().WithoutVersion(6).Knowing(facts => facts with { Parked = [(Handler, Room, 5)] });

        parked.Knowing(facts => facts with { IsOutageOnly = true }).Find().Should().Equal(ParkedInOutage);
    }

    [Fact]
    public void Lines_are_read_as_they_were_written()
    {
        using var stream = new MemoryStream();
        var lines = new DeliveryLines(stream);
        var events = Clean().With(new DeliveryEvent.Disturbed(7, Host), new DeliveryEvent.Killed(8, Host), new DeliveryEvent.Ended(9, Host, 3, IsHandled: false)).Events;
        foreach (var one in events)
            lines.Record(one);

        lines.Mark("ends");
        stream.Position = 0;
        using var reader = new StreamReader(stream);
        var written = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);

        written.Select(DeliveryLines.Parse).Should().Equal([.. events, null]);
        written.Select(line => DeliveryLines.Parse(line[..^1])).Should().OnlyContain(one => one == null, "a kill cut the lines off");
    }

    private static Func<DeliveryFacts, DeliveryFacts> StartsAfter(long version) => facts => facts with
    {
        Starts = new Dictionary<string, IReadOnlyDictionary<ConversationId, long>> { [Handler] = new Dictionary<ConversationId, long> { [Room] = version } },
    };

    private static ConversationDeleted Deleted(long version) => new() { ConversationId = Room, Version = version, At = default };
}
