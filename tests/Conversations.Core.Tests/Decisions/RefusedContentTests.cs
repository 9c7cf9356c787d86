using Conversations.Decisions;
using static Conversations.Tests.Decisions.Given;

namespace Conversations.Tests.Decisions;

/// <summary>Tests which commands are refused because of their content or the size of the conversation, and the whole text of each error.</summary>
public sealed class RefusedContentTests
{
    private const string Labelled = "See <https://example.com|here>";
    private const ParticipantAccess NoAccess = (ParticipantAccess)7;
    private const NotifySetting NoSetting = (NotifySetting)7;

    private static readonly Dictionary<string, Refused> _refused = new()
    {
        ["create without participants"] = new(
            "participants", "participants must be at least one, but would be none. Name at least one participant, or delete the conversation instead.",
            () => Create(null)),
        ["create with null as a participant"] = new(
            "participants[1]", "participants[1] must be a participant, but is null.", () => Create(null, new(Ann), null!)),
        ["create with null as a participant in a session"] = new(
            "participants[0]", "participants[0] must be a participant, but is null.", () => Create(Manager(Ann), null!, new(Ann))),
        ["create with a user twice"] = new(
            "participants", "participants must name each user once, but names one twice.", () => Create(null, new(Ann), new(Bob), new(Ann))),
        ["create with an access that is not defined"] = new(
            "participants.access", "participants.access must be ReadWrite or Read, but is neither.",
            () => Create(null, new ParticipantDraft(Ann) { Access = NoAccess })),
        ["create with a notification setting that is not defined"] = new(
            "participants.notify", "participants.notify must be All, None or MentionsOnly, but is none of them.",
            () => Create(null, new ParticipantDraft(Ann) { Notify = NoSetting })),
        ["create with too many participants"] = new(
            "participants",
            "participants must be at most 1,000, but would be 1,001. Remove a participant first, or raise MaxParticipants in the options.",
            () => Create(null, [.. Enumerable.Range(0, 1_001).Select(i => new ParticipantDraft(new($"u{i}")))])),
        ["create with too many participants, one of whom acts"] = new(
            "participants",
            "participants must be at most 1,000, but would be 1,001. Remove a participant first, or raise MaxParticipants in the options.",
            () => Create(Manager(Ann), [.. Enumerable.Range(0, 1_000).Select(i => new ParticipantDraft(new($"u{i}")))])),
        ["create with an empty subject"] = new(
            "subject", "subject must have 1 to 1,000 characters, but is empty.",
            () => new CreateConversation { ConversationId = Id, Draft = new() { Subject = "", Participants = [new(Ann)] } }),
        ["create with a link that has a label in a session"] = new(
            "subject", "subject must show where its links go, but has a link with a label. Write the URL itself.",
            () => new CreateConversation { ConversationId = Id, Actor = Manager(Ann), Draft = new() { Subject = Labelled } }),
        ["set with an empty subject"] = new(
            "subject", "subject must have 1 to 1,000 characters, but is empty.", () => Set(null, new() { Subject = "" })),
        ["set with a link that has a label in a session"] = new(
            "subject", "subject must show where its links go, but has a link with a label. Write the URL itself.",
            () => Set(Manager(Ann), new() { Subject = Labelled })),
        ["set with too many participants"] = new(
            "participants",
            "participants must be at most 1,000, but would be 1,001. Remove a participant first, or raise MaxParticipants in the options.",
            () => Set(null, new() { Participants = Enumerable.Range(0, 1_001).ToDictionary(i => new UserId($"u{i}"), _ => (ParticipantPatch?)null) })),
        ["set with an access that is not defined"] = new(
            "participants.access", "participants.access must be ReadWrite or Read, but is neither.",
            () => Set(null, new() { Participants = new Dictionary<UserId, ParticipantPatch?> { [Ann] = null, [Bob] = new() { Access = NoAccess } } })),
        ["set with a notification setting that is not defined"] = new(
            "participants.notify", "participants.notify must be All, None or MentionsOnly, but is none of them.",
            () => Set(null, new() { Participants = new Dictionary<UserId, ParticipantPatch?> { [Bob] = new() { Notify = NoSetting } } })),
        ["set that creates without participants"] = new(
            "participants", "participants must be at least one, but would be none. Name at least one participant, or delete the conversation instead.",
            () => new SetConversation { ConversationId = Id, MayCreate = true, Patch = new() { Subject = "House" } },
            () => Nothing),
        ["participant with an access that is not defined"] = new(
            "participant.access", "participant.access must be ReadWrite or Read, but is neither.",
            () => new SetParticipant { ConversationId = Id, UserId = Bob, Patch = new() { Access = NoAccess } }),
        ["participant with a notification setting that is not defined"] = new(
            "participant.notify", "participant.notify must be All, None or MentionsOnly, but is none of them.",
            () => new SetParticipant { ConversationId = Id, UserId = Bob, Patch = new() { Notify = NoSetting } }),
        ["removing the last participant"] = new(
            "participants", "participants must be at least one, but would be none. Name at least one participant, or delete the conversation instead.",
            () => new RemoveParticipant { ConversationId = Id, UserId = Ann },
            () => Facts.With(one => one.ParticipantCount, 1)),
        ["1-on-1 with an empty subject"] = new(
            "subject", "subject must have 1 to 1,000 characters, but is empty.",
            () => new OpenOneOnOne { ConversationId = Id, A = Ann, B = Bob, Settings = new() { Subject = "" } }),
        ["1-on-1 with a link that has a label in a session"] = new(
            "subject", "subject must show where its links go, but has a link with a label. Write the URL itself.",
            () => new OpenOneOnOne { ConversationId = Id, Actor = Manager(Ann), A = Ann, B = Bob, Settings = new() { Subject = Labelled } }),
        ["message without text"] = new(
            "text", "text must have 1 to 10,000 characters, but is empty.",
            () => new SendMessage { ConversationId = Id, Message = Draft("m3", Ann).With(one => one.Text, "") }),
        ["imported message of before 1970"] = new(
            "createdAt", "createdAt must be from 1970 to a day ahead of now, but is earlier.",
            () => Import(DateTimeOffset.UnixEpoch.AddMilliseconds(-1))),
        ["imported message of more than a day ahead"] = new(
            "createdAt", "createdAt must be from 1970 to a day ahead of now, but is later.", () => Import(Now.AddDays(1).AddMilliseconds(1))),
        ["edit that removes the text"] = new(
            "text", "text must have 1 to 10,000 characters, but is null.", () => Edit(null, null)),
        ["edit to a link that has a label in a session"] = new(
            "text", "text must show where its links go, but has a link with a label. Write the URL itself.", () => Edit(As(Ann), Labelled)),
        ["reaction that is not an emoji"] = new(
            "emoji", "emoji must be one Unicode emoji, or a name between colons, but is neither.", () => React("no")),
        ["reaction that is one emoji too many"] = new(
            "reactions", "reactions must be at most 50 different emoji, but would be 51.",
            () => React(":new:"),
            () => Facts.With(one => one.Message, Stored("m2", Ann, 2, [.. Enumerable.Range(0, 50).Select(i => new Reaction($":e{i}:", 1, ByViewer: false))]))),
    };

    public static TheoryData<string> Names => [.. _refused.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Command_is_refused_with_the_field_the_limit_and_what_was_found(string name)
    {
        var refused = _refused[name];
        var (command, facts) = (refused.Command(), refused.Facts?.Invoke() ?? Facts);

        var act = () => Decided.By(command, facts);

        var error = act.Should().ThrowExactly<InvalidConversationDataException>().Which;
        error.Field.Should().Be(refused.Field);
        error.Message.Should().Be(refused.Message);
    }

    [Fact]
    public void App_may_give_a_link_a_label()
    {
        ConversationCommand[] commands =
        [
            new CreateConversation { ConversationId = Id, Draft = new() { Subject = Labelled, Participants = [new(Ann)] } },
            Set(null, new() { Subject = Labelled }),
            new OpenOneOnOne { ConversationId = Id, A = Ann, B = Bob, Settings = new() { Subject = Labelled } },
            Edit(null, Labelled),
        ];

        foreach (var command in commands)
            command.Invoking(one => one.Check(Context)).Should().NotThrow();
    }

    private static CreateConversation Create(ActingUser? actor, params ParticipantDraft[] participants) =>
        new() { ConversationId = Id, Actor = actor, Draft = new() { Participants = participants } };

    private static SetConversation Set(ActingUser? actor, ConversationPatch patch) => new() { ConversationId = Id, Actor = actor, Patch = patch };

    private static SendMessage Import(DateTimeOffset at) =>
        new() { ConversationId = Id, Message = Draft("m3", Ann).With(one => one.Origin, MessageOrigin.Import).With(one => one.ImportedAt, at) };

    private static EditMessage Edit(ActingUser? actor, string? text) =>
        new() { ConversationId = Id, Actor = actor, MessageId = new("m2"), Patch = new() { Text = text } };

    private static SetReaction React(string emoji) => new() { ConversationId = Id, MessageId = new("m2"), UserId = Ann, Emoji = emoji, IsThere = true };

    private sealed record Refused(string Field, string Message, Func<ConversationCommand> Command, Func<ConversationFacts>? Facts = null);
}
