using System.Reflection;
using System.Text.Json;
using Conversations.Storage;
using Conversations.Storage.InMemory;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Tests.Service;

/// <summary>Tests that an erasure which stops at any point can be resumed and then has the same result.</summary>
public sealed class ErasureResumeTests
{
    private static readonly UserId _alice = new("alice");
    private static readonly UserId _bob = new("bob");
    private static readonly ConversationId[] _ids = [new("room"), new("left"), new("alone")];

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task Erasure_interrupted_at_any_store_call_is_finished_by_the_next_erasure(bool keepsTexts, bool isCutAfter)
    {
        var cuts = 0;
        for (var isCut = true; isCut; cuts++)
        {
            var store = DispatchProxy.Create<IConversationStore, InterruptedStore>();
            var cutter = (InterruptedStore)store;
            var conversations = new ServiceCollection()
                .AddConversations().UseStore("UseCutOff", _ => store).Services.BuildServiceProvider().GetRequiredService<IConversations>();
            await CreateDataAsync(conversations);

            (cutter.CallsLeft, cutter.IsCutAfter) = (cuts, isCutAfter);
            isCut = await EraseAsync(conversations, keepsTexts);
            cutter.CallsLeft = -1;
            await conversations.EraseUserAsync(_alice, new() { KeepTexts = keepsTexts });

            var stored = await ReadEverythingAsync(store);
            stored.Should().NotContain("alice").And.NotContain("Alice", $"after call {cuts}");
            (await store.ListTracesAsync(_alice, null, 10)).Should().BeEmpty();
            (await conversations.FindUserAsync(_alice)).Should().BeNull();
            (await conversations.FindAsync(_ids[2])).Should().BeNull();
            (await SendersAsync(conversations)).Should().Be(keepsTexts ? "bob,erased" : "bob", $"after call {cuts}");
            (await conversations.EraseUserAsync(_alice)).Should().BeEquivalentTo(new ErasureProgress(0, 0));
        }

        cuts.Should().BeGreaterThan(20);
    }

    private static async Task<bool> EraseAsync(IConversations conversations, bool keepsTexts)
    {
        try
        {
            await conversations.EraseUserAsync(_alice, new() { KeepTexts = keepsTexts });
            return false;
        }
        catch (OperationCanceledException)
        {
            return true;
        }
    }

    private static async Task CreateDataAsync(IConversations conversations)
    {
        await conversations.SetUserAsync(_alice, new() { Name = "Alice" });
        foreach (var id in _ids[..2])
        {
            await conversations.CreateIfNotExistsAsync(id, new() { Participants = [new(_alice), new(_bob)], Subject = "With <!!mention:alice|Alice>" });
            await conversations.SendAsync(id, _bob, "Ask <!!mention:alice|Alice>", new("m"));
            await conversations.SendAsync(id, _alice, "text");
            await conversations.AddReactionAsync(id, new("m"), _alice, "👍");
        }

        await conversations.RemoveParticipantAsync(_ids[1], _alice);
        await conversations.CreateIfNotExistsAsync(_ids[2], new() { Participants = [new(_alice)] });
    }

    /// <summary>
    /// Returns the distinct senders. Of an id with a random part, it returns only the part before the first hyphen.
    /// </summary>
    private static async Task<string> SendersAsync(IConversations conversations)
    {
        var senders = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var id in _ids[..2])
        {
            await foreach (var message in conversations.ListMessagesAsync(id))
                senders.Add(message.SenderId!.Value.Value);
        }

        return string.Join(',', senders.Select(sender => sender.Split('-')[0]));
    }

    private static async Task<string> ReadEverythingAsync(IConversationStore store)
    {
        var stored = "";
        foreach (var id in _ids)
        {
            stored += JsonSerializer.Serialize(new
            {
                Conversation = await store.FindConversationAsync(id, null),
                Participants = await store.ListParticipantsAsync(new() { ConversationId = id, Limit = 100 }),
                Messages = await store.ListMessagesAsync(new() { ConversationId = id, Limit = 100 }),
                Reactors = await store.ListReactorsAsync(new() { ConversationId = id, MessageId = new("m"), Limit = 100 }),
                Changes = (await store.ListChangesAsync(id, 0, 100)).Changes.Select(change => JsonSerializer.Serialize(change, ConversationsJson.Options)),
            });
        }

        return stored;
    }

    /// <summary>
    /// An in-memory store that throws an <see cref="OperationCanceledException"/> at one call, before or after it
    /// made the call.
    /// </summary>
    public class InterruptedStore : DispatchProxy
    {
        private readonly InMemoryConversationStore _inner = new();

        internal int CallsLeft { get; set; } = -1;

        internal bool IsCutAfter { get; set; }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            var isCut = CallsLeft-- == 0;
            if (isCut && !IsCutAfter)
                throw new OperationCanceledException();

            var result = targetMethod!.Invoke(_inner, args);
            return isCut ? throw new OperationCanceledException() : result;
        }
    }
}
