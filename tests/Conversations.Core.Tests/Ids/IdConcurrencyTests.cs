namespace Conversations.Tests.Ids;

public sealed class IdConcurrencyTests
{
    private const string Secret = "SOMERANDOMSECRET";

    [Fact]
    public async Task Instance_shared_by_sixteen_threads_hides_ids_correctly()
    {
        var ids = new ConversationIds([Secret], hideOneOnOneIds: true);

        var wrong = await CountOnSixteenThreadsAsync(text => ids.Hide(text) != HmacConversationId.Derive(Secret, text));

        wrong.Should().Be(0);
    }

    [Fact]
    public async Task One_on_one_ids_computed_by_sixteen_threads_are_correct()
    {
        var wrong = await CountOnSixteenThreadsAsync(
            text => OneOnOneId.Compute(text, "alice").Value != SlowOneOnOneId.Compute(text, "alice"));

        wrong.Should().Be(0);
    }

    private static async Task<int> CountOnSixteenThreadsAsync(Func<string, bool> isWrong)
    {
        using var start = new Barrier(16);
        var counts = await Task.WhenAll(Enumerable.Range(0, 16).Select(thread => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait();
                return Enumerable.Range(0, 2000).Count(i => isWrong($"{thread}:{i}"));
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));
        return counts.Sum();
    }
}
