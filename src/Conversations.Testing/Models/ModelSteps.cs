namespace Conversations.Testing;

/// <summary>Makes up commands: valid ones, invalid ones, and ones that rely on what has changed since.</summary>
internal sealed partial class ModelSteps(Random random, ManualClock clock, ConversationId id, IReadOnlyList<UserId> users)
{
    private static readonly string[] _emoji = ["👍", "❤️", ":party:", "😀"];
    private static readonly string[] _texts = ["hi", "hello", "ünï ✓ 😀", "line\nline"];
    private static readonly string?[] _subjects = ["House", "Boat", "ünï ✓ 😀", null];

    internal static ConversationLimits Limits { get; } =
        new() { MaxParticipants = 4, MaxReactions = 2, MaxTextLength = 50, MaxWelcomeMessages = 2 };

    /// <summary>Gets the ids that messages get; few, so that they meet.</summary>
    internal IReadOnlyList<MessageId> MessageIds { get; } = [.. Enumerable.Range(0, 10).Select(i => new MessageId($"m{i}"))];

    /// <summary>Makes up the next command.</summary>
    /// <param name="model">What has come of the commands before.</param>
    internal ModelStep Next(ConversationModel model) => model.Conversation() is null && random.Next(2) == 0
        ? Creating(model)
        : random.Next(100) switch
        {
            < 6 => Creating(model),
            < 12 => Update(model),
            < 14 => Delete(model),
            < 25 => SetParticipant(model),
            < 31 => RemoveParticipant(model),
            < 54 => Send(model),
            < 58 => SendSystem(),
            < 65 => Edit(model),
            < 72 => DeleteMessage(),
            < 86 => React(model),
            < 90 => Import(),
            < 94 => MarkAsRead(model),
            < 97 => MarkAsUnread(model),
            _ => MoveClock(),
        };

    /// <summary>Runs a command on the model.</summary>
    private static (ConversationModel Next, object? Result) Execute(
        ConversationModel model, ConversationCommand command, in DecisionContext context, Func<ConversationModel, bool, object?> result)
    {
        var (next, outcome) = model.Execute(command, context);
        return (next, result(next, outcome is Storage.CommitOutcome.Stored));
    }

    private T OneOf<T>(IReadOnlyList<T> list) => list[random.Next(list.Count)];

    private bool Chance(int percent) => random.Next(100) < percent;

    private string Text() => Chance(8) ? OneOf([" ", new('x', Limits.MaxTextLength + 1)]) : OneOf(_texts);

    private string Emoji() => Chance(5) ? "none" : OneOf(_emoji);

    private string? Subject() => Chance(8) ? OneOf(["", "two\nlines"]) : OneOf(_subjects);

    /// <summary>Gives a user, of those who take part if there are any, as a rule.</summary>
    private UserId User(ConversationModel model) =>
        model.Participants() is { } present && Chance(75) ? OneOf(present).UserId : OneOf(users);

    /// <summary>Gives nothing, what is true, or what is not true any longer or not yet.</summary>
    private int? Expected(long actual) => random.Next(10) switch
    {
        0 or 1 or 2 => (int)actual,
        3 => (int)actual + OneOf([-1, 1]),
        _ => null,
    };

    private CustomData Custom() => random.Next(4) switch
    {
        0 => new() { ["b"] = "1", ["a"] = "2" },
        1 => new() { ["a"] = "2" },
        _ => CustomData.Empty,
    };

    private CustomPatch? CustomPatch() => random.Next(4) switch
    {
        0 => null,
        1 => new() { ["a"] = null },
        _ => new() { [OneOf(["a", "b", "c"])] = OneOf(["1", "2"]) },
    };

    private ModelStep MoveClock()
    {
        var by = TimeSpan.FromMicroseconds(OneOf([1, 700, 1_000, 5_000_000, -3_000_000, 3_600_000_000, -3_600_000_000]));
        return new(
            $"move the clock by {by}",
            _ =>
            {
                clock.Advance(by);
                return Task.FromResult<object?>(null);
            },
            (model, _) => (model, null));
    }
}
