using Conversations.Histories;

namespace Conversations.Sqlite.Tests.History;

public sealed class HalfVisibleTests
{
    private static readonly Dictionary<string, Func<EndState, EndState>> _halves = new()
    {
        ["a message without its change"] = end => end with { Changes = [.. end.Changes.SkipLast(1)] },
        ["a hole in the log"] = end => end with { Changes = [.. end.Changes.Where(change => change is not ConversationCreated)] },
        ["a change without its message"] = end => end with { Messages = [.. end.Messages.Where(message => message.Sequence != 3)] },
        ["a wrong count"] = end => end with { Conversation = end.Conversation! with { MessageCount = end.Conversation.MessageCount - 1 } },
        ["a last sequence that lags"] = end => end with { Conversation = end.Conversation! with { LastSequence = end.Conversation.LastSequence - 1 } },
        ["an older last message"] = end => end with { Conversation = end.Conversation! with { LastMessage = end.Messages[0] } },
        ["an earlier activity"] = end => end with { Conversation = end.Conversation! with { LastActivityAt = end.Messages[0].CreatedAt.AddHours(-1) } },
        ["a version that lags"] = end => end with { Conversation = end.Conversation! with { Version = end.Conversation.Version - 1 } },
        ["no conversation"] = end => end with { Conversation = null },
    };

    public static TheoryData<string> Halves => [.. _halves.Keys];

    [Theory]
    [MemberData(nameof(Halves))]
    public async Task Message_that_is_only_partly_stored_is_found(string half)
    {
        var run = await SeededRun.CleanAsync();

        (run with { End = _halves[half](run.End) }).Find().Should().Contain(AnomalyKind.HalfVisible);
    }
}
