using Conversations.Storage.InMemory;
using Conversations.Tests.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Tests.DependencyInjection;

public sealed class DisposalTests
{
    private static readonly ConversationId _id = new("room");
    private static readonly UserId _alice = new("alice");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Disposed_provider_refuses_every_call(bool isAsync)
    {
        var provider = new ServiceCollection().AddConversations().Services.BuildServiceProvider();
        var conversations = provider.GetRequiredService<IConversations>();
        await conversations.CreateIfNotExistsAsync(_id, new() { Participants = [new(_alice)] });

        await DisposeAsync(provider, isAsync);

        Func<Task>[] calls =
        [
            () => conversations.FindAsync(_id),
            () => conversations.FindMessageAsync(_id, new("m")),
            () => conversations.FindParticipantAsync(_id, _alice),
            () => conversations.SendAsync(_id, _alice, "text"),
            () => conversations.OpenOneOnOneAsync(_alice, _alice),
            () => conversations.UpdateAsync(_id, new() { Subject = "s" }),
            () => conversations.DeleteAsync(_id),
            () => conversations.ListMessagesAsync(_id).PageAsync(),
            () => conversations.ListParticipantsAsync(_id).PageAsync(),
        ];
        foreach (var call in calls)
            await call.Should().ThrowAsync<ObjectDisposedException>();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Disposing_the_provider_disposes_the_store_that_it_created(bool isAsync)
    {
        QueuedStore? store = null;
        var provider = new ServiceCollection().AddConversations().UseStore("UseQueued", _ => store = new QueuedStore(new InMemoryConversationStore())).Services.BuildServiceProvider();
        await provider.GetRequiredService<IConversations>().CreateIfNotExistsAsync(_id, new() { Participants = [new(_alice)] });

        await DisposeAsync(provider, isAsync);

        var write = () => store!.CommitAsync([GatedWriter.CommitOf("m")]);
        await write.Should().ThrowAsync<ObjectDisposedException>();
    }

    [Fact]
    public async Task Disposing_a_provider_leaves_a_store_usable_for_another_provider()
    {
        var kept = new InMemoryConversationStore();
        var services = new ServiceCollection().AddConversations().UseStore("UseKept", _ => kept).Services;
        await using (var first = services.BuildServiceProvider())
            await first.GetRequiredService<IConversations>().CreateIfNotExistsAsync(_id, new() { Participants = [new(_alice)] });

        await using var second = services.BuildServiceProvider();

        (await second.GetRequiredService<IConversations>().FindAsync(_id)).Should().NotBeNull();
    }

    [Fact]
    public void Disposing_a_provider_that_created_nothing_does_not_throw()
    {
        var dispose = () => new ServiceCollection().AddConversations().Services.BuildServiceProvider().Dispose();

        dispose.Should().NotThrow();
    }

    private static ValueTask DisposeAsync(ServiceProvider provider, bool isAsync)
    {
        if (isAsync)
            return provider.DisposeAsync();

        provider.Dispose();
        return ValueTask.CompletedTask;
    }
}
