using Conversations.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Testing;

/// <content>Values of the greatest length that the library lets through.</content>
public abstract partial class IdentitySuite
{
    /// <summary>Gets a character of two UTF-16 units and four bytes of UTF-8.</summary>
    private const string Wide = "😀";

    [Fact]
    [Rule(nameof(IConversationStore), 10)]
    public async Task A_message_of_the_greatest_length_that_an_app_can_allow_reads_back_also_after_the_limit_was_lowered()
    {
        var id = await CreateAsync();
        var conversations = Build(options => options.Limits = new() { MaxTextLength = 100_000 }).GetRequiredService<IConversations>();
        var text = string.Concat(Enumerable.Repeat(Wide, 50_000));

        var sent = await conversations.SendAsync(id, Alice, text);
        await conversations.EditMessageAsync(id, (await SendAsync(id, Bob)).Id, new() { Text = text });

        Assert.True(sent.Created);
        Assert.Equal([text, text], (await AllAsync(Conversations.ListMessagesAsync(id))).Select(message => message.Text));
        Assert.Equal(text, (await GetAsync(id)).LastMessage?.Text);
    }

    [Fact]
    [Rule(nameof(IConversationStore), 10)]
    public async Task As_many_welcome_messages_as_an_app_can_allow_read_back()
    {
        var (id, text) = (NewId(), string.Concat(Enumerable.Repeat(Wide, 5_000)));
        var conversations = Build(options => options.Limits = new() { MaxWelcomeMessages = 100 }).GetRequiredService<IConversations>();

        await conversations.CreateIfNotExistsAsync(id, new() { Participants = [new(Alice)], WelcomeMessages = [.. Enumerable.Repeat(text, 100)] });

        Assert.Equal(Enumerable.Repeat(text, 100), (await GetAsync(id)).WelcomeMessages);
    }

    /// <summary>The emoji have the greatest length, and differ only in their last character.</summary>
    [Fact]
    [Rule(nameof(IConversationStore), 10)]
    public async Task Emoji_of_the_greatest_length_read_back_wherever_they_are_stored()
    {
        var id = await CreateAsync();
        var message = (await SendAsync(id, Alice)).Id;
        string[] emoji = [.. "字学".Select(last => $":{new string('文', 47)}{last}:"), "🏴󠁧󠁢󠁥󠁮󠁧󠁿"];
        Assert.Equal(50, emoji[0].Length);
        foreach (var one in emoji)
            Assert.True(await Conversations.AddReactionAsync(id, message, Bob, one));

        Assert.Equal(emoji, (await GetMessageAsync(id, message)).Reactions.Select(reaction => reaction.Emoji));
        Assert.Equal(emoji, (await AllAsync(Conversations.ListReactionsAsync(id, message))).Select(reactor => reactor.Emoji));
        Assert.Equal(emoji, (await Store.ListReactionsOfAsync(id, Bob, 0, 10)).Select(reactor => reactor.Emoji));
        Assert.Equal(emoji, (await Store.ListChangesAsync(id, 0, 10)).Changes.OfType<ReactionAdded>().Select(change => change.Emoji));
    }

    [Fact]
    [Rule(nameof(IConversationStore), 10)]
    public async Task A_user_with_values_of_the_greatest_length_reads_back()
    {
        UserPatch patch = new()
        {
            Name = new('文', 255),
            PhotoUrl = "https://example.com/".PadRight(2_048, 'p'),
            Emails = [.. Enumerable.Repeat(new string('文', 320), 10)],
            Phones = [.. Enumerable.Repeat(new string('文', 50), 10)],
            Locale = new('l', 35),
            Role = new('文', 255),
            WelcomeMessage = string.Concat(Enumerable.Repeat(Wide, 5_000)),
        };

        var set = await Conversations.SetUserAsync(Alice, patch);

        Assert.Equal((patch.Name, patch.Role, patch.WelcomeMessage), (set.Name, set.Role, set.WelcomeMessage));
        Assert.Equal(set, await Conversations.FindUserAsync(Alice));
    }
}
