using Xunit;

namespace Conversations.Testing;

/// <summary>Creating, reading, patching and deleting whole conversations.</summary>
/// <param name="fixture">The store to prove.</param>
public abstract class ConversationSuite(StoreFixture fixture) : StoreSuite(fixture)
{
    /// <summary>A conversation reads back as it was created.</summary>
    [Fact]
    public async Task Conversation_reads_back_as_it_was_created()
    {
        var id = NewId();
        var draft = new ConversationDraft
        {
            Participants = [new(Alice), new(Bob) { Access = ParticipantAccess.Read, Notify = NotifySetting.MentionsOnly }],
            Subject = "House by the sea",
            PhotoUrl = "https://example.com/house.png",
            WelcomeMessages = ["Hello", "How can we help?"],
            Custom = new() { ["b"] = "1", ["a"] = "2" },
        };

        var (created, isNew) = await Conversations.CreateIfNotExistsAsync(id, draft);
        var found = await Conversations.FindAsync(id);

        Assert.True(isNew);
        Assert.NotNull(found);
        Assert.Equal(draft.Subject, found.Subject);
        Assert.Equal(draft.PhotoUrl, found.PhotoUrl);
        Assert.Equal(draft.WelcomeMessages, found.WelcomeMessages);
        Assert.Equal(draft.Custom.ToJson(), found.Custom.ToJson());
        Assert.Equal((1, 1, 2, false), (found.Version, found.SettingsVersion, found.ParticipantCount, found.IsGroup));
        Assert.Equal(Clock.GetUtcNow(), found.CreatedAt);
        Assert.Equal(created.Version, found.Version);
    }
}
