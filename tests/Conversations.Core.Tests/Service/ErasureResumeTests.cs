using System.Reflection;
using System.Text.Json;
using Conversations.Storage;
using Conversations.Storage.InMemory;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Tests.Service;

/// <summary>An erasure that stops anywhere goes on to the same end.</summary>
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
    public async Task Erasure_cut_off_at_any_call_of_the_store_is_finished_by_the_next(bool keepsTexts, bool isCutAfter)
    {
        var cuts = 0;
        for (var isCut = true; isCut; cuts++)
        {
            var store = DispatchProxy.Create<IConversationStore, CutOffStore>();
            var cutter = (CutOffStore)store;
            var conversations = new ServiceCollection()
                .AddConversations().UseStore("UseCutOff", _ => store).Services.BuildServiceProvider().GetRequiredService<IConversations>();
            await LiveAsync(conversations);

            (cutter.CallsLeft, cutter.IsCutAfter) = (cuts, isCutAfter);
            isCut = await EraseAsync(conversations, keepsTexts);
            cutter.CallsLeft = -1;
            await conversations.EraseUserAsync(_alice, new() { KeepTexts = keepsTexts });

            var held = await HeldAsync(store);
            held.Should().NotContain("alice").And.NotContain("Alice", $"after call {cuts}");
            (await store.ListTracesAsync(_alice, null, 10)).Should().BeEmpty();
            (await conversations.FindUserAsync(_alice)).Should().BeNull();
            (await conversations.FindAsync(_ids[2])).Should().BeNull();
            (await SendersAsync(conversations)).Should().Be(keepsTexts ? "bob,erased" : "bob", $"after call {cuts}");
            (await conversations.EraseUserAsync(_alice)).Should().Be(new ErasureProgress(0, 0));
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

    private static async Task LiveAsync(IConversations conversations)
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

    /// <summary>Names the senders, each once; one that is random without what makes it so.</summary>
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

    private static async Task<string> HeldAsync(IConversationStore store)
    {
        var held = "";
        foreach (var id in _ids)
        {
            held += JsonSerializer.Serialize(new
            {
                Conversation = await store.FindConversationAsync(id, null),
                Participants = await store.ListParticipantsAsync(new() { ConversationId = id, Limit = 100 }),
                Messages = await store.ListMessagesAsync(new() { ConversationId = id, Limit = 100 }),
                Reactors = await store.ListReactorsAsync(new() { ConversationId = id, MessageId = new("m"), Limit = 100 }),
                Changes = (await store.ListChangesAsync(id, 0, 100)).Changes.Select(change => JsonSerializer.Serialize(change, ConversationsJson.Options)),
            });
        }

        return held;
    }

    /// <summary>A store in memory whose caller gives up at one call, before it is made or after.</summary>
    public class CutOffStore : DispatchProxy
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
