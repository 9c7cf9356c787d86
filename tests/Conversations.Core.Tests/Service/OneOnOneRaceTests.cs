using Conversations.Storage;
using Conversations.Storage.InMemory;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Tests.Service;

public sealed class OneOnOneRaceTests
{
    private const string Secret = "SOMERANDOMSECRET";

    private static readonly UserId _alice = new("alice");
    private static readonly UserId _bob = new("bob");

    [Fact]
    public async Task Open_creates_under_the_hidden_id_when_the_conversation_with_the_plain_id_is_deleted_concurrently()
    {
        var store = new DeletesWhatWasFound();
        var plain = await Open(store, hide: false).OpenOneOnOneAsync(_alice, _bob);
        store.IsArmed = true;

        var (created, isNew) = await Open(store, hide: true).OpenOneOnOneAsync(_alice, _bob);

        (created.Id, isNew).Should().Be((HmacConversationId.Derive(Secret, plain.Conversation.Id.Value), true));
        (await Open(store, hide: false).FindAsync(plain.Conversation.Id)).Should().BeNull();
    }

    private static IConversations Open(IConversationStore store, bool hide) => new ServiceCollection()
        .AddConversations(options =>
        {
            options.IdSecrets.Add(Secret);
            options.HideOneOnOneIds = hide;
        })
        .UseStore("UseRaced", _ => store).Services.BuildServiceProvider().GetRequiredService<IConversations>();

    /// <summary>Deletes a conversation immediately after it was found, as another host could.</summary>
    private sealed class DeletesWhatWasFound() : ForwardingStore(new InMemoryConversationStore())
    {
        internal bool IsArmed { get; set; }

        public override async Task<StoredConversation?> FindConversationAsync(
            ConversationId id, UserId? viewer, CancellationToken cancellationToken = default)
        {
            var found = await base.FindConversationAsync(id, viewer, cancellationToken);
            if (found is null || !IsArmed)
                return found;

            IsArmed = false;
            await CommitAsync([new() { Change = new ConversationDeleted { ConversationId = id, At = DateTimeOffset.UnixEpoch } }], cancellationToken);
            return found;
        }
    }
}
