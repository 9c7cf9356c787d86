using Conversations.Tests.Json;

namespace Conversations.Tests.Model;

public sealed class ConversationTests
{
    [Fact]
    public void Conversations_with_the_same_welcome_messages_are_equal()
    {
        var copy = Samples.Conversation with { WelcomeMessages = [.. Samples.Conversation.WelcomeMessages] };

        copy.Should().Be(Samples.Conversation);
        copy.GetHashCode().Should().Be(Samples.Conversation.GetHashCode());
    }

    [Fact]
    public void Conversations_that_differ_in_any_property_are_not_equal()
    {
        var conversation = Samples.Conversation;
        Conversation[] others =
        [
            conversation with { Id = new("c2") },
            conversation with { Subject = null },
            conversation with { PhotoUrl = null },
            conversation with { WelcomeMessages = ["Hallo"] },
            conversation with { Custom = CustomData.Empty },
            conversation with { CreatedAt = DateTimeOffset.UnixEpoch },
            conversation with { ParticipantCount = 2 },
            conversation with { LastMessage = null },
            conversation with { MessageCount = 2 },
            conversation with { LastSequence = 2 },
            conversation with { LastActivityAt = null },
            conversation with { Version = 3 },
            conversation with { SettingsVersion = 2 },
        ];

        others.Should().HaveCount(typeof(Conversation).GetProperties().Count(property => property.CanWrite));
        others.Should().NotContain(conversation);
    }
}
