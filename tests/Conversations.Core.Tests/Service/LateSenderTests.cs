using Conversations.Tests.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Tests.Service;

/// <summary>What comes in after the messages were erased, and before the id is replaced.</summary>
public sealed class LateSenderTests
{
    private static readonly ConversationId _id = new("room");
    private static readonly UserId _alice = new("alice");
    private static readonly UserId _bob = new("bob");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Message_that_gets_the_random_id_is_erased_like_those_before_it(bool keepTexts)
    {
        var store = new ActsBeforeReplacing();
        var services = new ServiceCollection();
        services.AddConversations().UseStore("UseLate", _ => store);
        await using var provider = services.BuildServiceProvider();
        var conversations = provider.GetRequiredService<IConversations>();
        await conversations.CreateIfNotExistsAsync(_id, new() { Participants = [new(_alice), new(_bob)] });
        store.Act = async () =>
        {
            await conversations.SetParticipantAsync(_id, _alice);
            await conversations.SendMessageAsync(_id, _alice, new("late") { Custom = new() { ["secret"] = "alice" } });
        };

        await conversations.EraseUserAsync(_alice, new() { KeepTexts = keepTexts });

        var messages = await conversations.ListMessagesAsync(_id).ToListAsync();
        messages.Select(message => (message.Text, message.Custom.Count)).Should().Equal(keepTexts ? [("late", 0)] : []);
        messages.Should().NotContain(message => message.SenderId == _alice);
    }

    private sealed class ActsBeforeReplacing() : ForwardingStore(new())
    {
        internal Func<Task> Act { get; set; } = () => Task.CompletedTask;

        public override async Task<bool> ReplaceUserAsync(
            ConversationId id, UserId userId, UserId replacement, CancellationToken cancellationToken = default)
        {
            await Act();
            return await base.ReplaceUserAsync(id, userId, replacement, cancellationToken);
        }
    }
}
