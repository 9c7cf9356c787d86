using Conversations.Decisions;
using static Conversations.Tests.Decisions.Given;

namespace Conversations.Tests.Decisions;

public sealed class ErasureCommandTests
{
    [Fact]
    public void Erased_user_is_removed_by_the_app()
    {
        Decided.By(new EraseParticipant { ConversationId = Id, UserId = Bob }).ShouldBe(new()
        {
            Change = new ParticipantRemoved { ConversationId = Id, At = Now, UserId = Bob },
            Preconditions = new() { SettingsVersion = 3 },
        });
    }

    [Fact]
    public void Conversation_of_an_erased_user_alone_is_deleted_if_nobody_joins_meanwhile()
    {
        Decided.By(new EraseParticipant { ConversationId = Id, UserId = Bob }, Facts.With(one => one.ParticipantCount, 1)).ShouldBe(new()
        {
            Change = new ConversationDeleted { ConversationId = Id, At = Now },
            Preconditions = new() { SettingsVersion = 3 },
        });
    }

    [Fact]
    public void Erased_user_who_left_before_is_not_removed_again() =>
        Decided.By(new EraseParticipant { ConversationId = Id, UserId = Dee }, Facts.With(one => one.ParticipantCount, 1)).Should().BeNull();

    [Fact]
    public void Mentions_of_an_erased_user_are_replaced_in_the_subject_and_the_welcome_messages()
    {
        var settings = new ConversationSettings
        {
            Subject = "For <!!mention:ann|Ann>",
            WelcomeMessages = ["Hi", "Ask <!!mention:ann|Ann>"],
            PhotoUrl = "https://example.com/a",
        };

        Decided.By(Erase(), Facts.With(one => one.Settings, settings)).ShouldBe(new()
        {
            Change = new ConversationUpdated { ConversationId = Id, At = Now },
            Preconditions = new() { SettingsVersion = 3 },
            Settings = settings with { Subject = "For <!!mention:erased-1|erased>", WelcomeMessages = ["Hi", "Ask <!!mention:erased-1|erased>"] },
        });
        Decided.By(Erase(), Facts.With(one => one.Settings, settings with { Subject = null }))!.Settings!.Subject.Should().BeNull();
    }

    [Fact]
    public void Attributes_that_mention_others_are_not_changed()
    {
        Decided.By(Erase(), Facts.With(one => one.Settings, new() { Subject = "For <!!mention:bob|Bob>", WelcomeMessages = ["ann"] })).Should().BeNull();
        Decided.By(Erase(), Facts.With(one => one.Settings, new())).Should().BeNull();
    }

    [Fact]
    public void Conversation_must_exist()
    {
        foreach (var command in new ConversationCommand[] { new EraseParticipant { ConversationId = Id, UserId = Ann }, Erase() })
        {
            command.Invoking(one => Decided.By(one, Nothing)).Should().ThrowExactly<ConversationNotFoundException>()
                .WithMessage("There is no conversation 'room'.");
        }
    }

    private static EraseMentions Erase() => new() { ConversationId = Id, Erasure = new(Ann, new("erased-1"), keepsText: true) };
}
