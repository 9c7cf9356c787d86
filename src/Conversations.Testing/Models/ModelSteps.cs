using Conversations.Decisions;
using Microsoft.Extensions.Time.Testing;

namespace Conversations.Testing;

/// <summary>Generates random commands: valid ones, invalid ones, and ones that expect an outdated version.</summary>
internal sealed partial class ModelSteps(Random random, FakeTimeProvider clock, ConversationId id, IReadOnlyList<UserId> users)
{
    private static readonly string[] _emoji = ["👍", "👍\ufe0f", "❤️", "❤", ":party:", "😀"];
    private static readonly string[] _texts = ["hi", "hello", "ünï ✓ 😀", "line\nline"];
    private static readonly string?[] _subjects = ["House", "Boat", "ünï ✓ 😀", null];

    internal static ConversationLimits Limits { get; } =
        new() { MaxParticipants = 4, MaxReactions = 2, MaxTextLength = 50, MaxWelcomeMessages = 2 };

    /// <summary>Gets the ids for messages. There are only ten, so that commands often use the same id.</summary>
    internal IReadOnlyList<MessageId> MessageIds { get; } = [.. Enumerable.Range(0, 10).Select(i => new MessageId($"m{i}"))];

    /// <summary>
    /// Generates a list of commands. The same random numbers give the same list for other ids, if the clock shows the same time.
    /// </summary>
    /// <param name="count">The number of commands.</param>
    internal List<ModelStep> List(int count)
    {
        var (model, steps) = (ConversationModel.Of(id), new List<ModelStep>());
        while (steps.Count < count)
        {
            var step = Next(model);
            clock.Shift(step.Moves);
            (model, _) = step.ExpectOf(model, ContextAt(clock.GetUtcNow()));
            steps.Add(step);
        }

        return steps;
    }

    /// <summary>Returns the context in which the library decides a command at a time.</summary>
    internal static DecisionContext ContextAt(DateTimeOffset time) =>
        new(DateTimeOffset.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds()), Limits, JoinHistory);

    /// <summary>Generates the next command.</summary>
    /// <param name="model">The model after the earlier commands.</param>
    private ModelStep Next(ConversationModel model) => model.Conversation() is null && random.Next(2) == 0
        ? Creating(model)
        : random.Next(100) switch
        {
            < 6 => Creating(model),
            < 12 => Update(model),
            < 14 => Delete(model),
            < 22 => SetParticipant(model),
            < 27 => RemoveParticipant(model),
            < 33 => Manage(model),
            < 54 => Send(model),
            < 58 => SendSystem(),
            < 65 => Edit(model),
            < 72 => DeleteMessage(model),
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
        return (next, result(next, outcome is CommitOutcome.Stored));
    }

    private T OneOf<T>(IReadOnlyList<T> list) => list[random.Next(list.Count)];

    private bool Chance(int percent) => random.Next(100) < percent;

    private string Text() => Chance(8) ? OneOf([" ", new('x', Limits.MaxTextLength + 1)]) : OneOf(_texts);

    private string Emoji() => Chance(5) ? "none" : OneOf(_emoji);

    private string? Subject() => Chance(8) ? OneOf(["", "two\nlines"]) : OneOf(_subjects);

    /// <summary>Returns a random user: usually a participant, if there is one.</summary>
    private UserId User(ConversationModel model) =>
        model.Participants() is { } present && Chance(75) ? OneOf(present).UserId : OneOf(users);

    /// <summary>Returns null, the actual value, or a value that is one lower or higher.</summary>
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
        return new($"move the clock by {by}", _ => Task.FromResult<object?>(null), (model, _) => (model, null)) { Moves = by };
    }
}
