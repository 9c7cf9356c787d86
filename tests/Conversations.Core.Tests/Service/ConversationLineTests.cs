namespace Conversations.Tests.Service;

public sealed class ConversationLineTests
{
    private static readonly (ConversationId, MessageId) _room = (new("room"), default);

    private readonly ConversationLine _line = new();

    [Fact]
    public async Task Callers_enter_in_the_order_in_which_they_came()
    {
        var order = new List<int>();
        var first = await _line.EnterAsync(_room, default);
        Task[] waiting = [.. Enumerable.Range(0, 20).Select(PassAsync)];

        waiting.Should().OnlyContain(task => !task.IsCompleted);
        first.Dispose();
        await Task.WhenAll(waiting);

        order.Should().Equal(Enumerable.Range(0, 20));
        _line.Count.Should().Be(0);

        async Task PassAsync(int i)
        {
            using var turn = await _line.EnterAsync(_room, default);
            order.Add(i);
        }
    }

    [Fact]
    public async Task Callers_of_another_conversation_or_message_do_not_wait()
    {
        using var first = await _line.EnterAsync(_room, default);

        (await _line.EnterAsync((new("other"), default), default)).Dispose();
        (await _line.EnterAsync((new("room"), new("m1")), default)).Dispose();

        _line.Count.Should().Be(1);
    }

    [Fact]
    public async Task Cancelled_caller_leaves_the_line_and_the_others_go_on()
    {
        using var source = new CancellationTokenSource();
        var first = await _line.EnterAsync(_room, default);
        var cancelled = _line.EnterAsync(_room, source.Token).AsTask();
        var last = _line.EnterAsync(_room, default).AsTask();

        await source.CancelAsync();

        await cancelled.Invoking(task => task).Should().ThrowAsync<OperationCanceledException>();
        last.IsCompleted.Should().BeFalse();
        first.Dispose();
        (await last).Dispose();
        _line.Count.Should().Be(0);
    }
}
