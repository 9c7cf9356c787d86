using Conversations.Decisions;
using Conversations.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Testing;

/// <summary>Runs random lists of commands, after which the store must return what the pure model returns.</summary>
/// <remarks>
/// The environment variable <c>CONVERSATIONS_MODEL_RUNS</c> sets the number of lists (by default that of the fixture), and
/// <c>CONVERSATIONS_MODEL_SEED</c> sets the seed of the first list (1 by default).
/// </remarks>
/// <param name="fixture">The fixture of the store to test.</param>
public abstract class ModelSuite(StoreFixture fixture) : StoreSuite(fixture)
{
    private const int Length = 60;
    private const int MaxShrinkingRuns = 150;

    private static readonly IReadOnlyList<int> _all = [.. Enumerable.Range(0, Length)];

    /// <summary>After any list of commands, the store has returned and stores the same as the model.</summary>
    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task Store_returns_what_the_model_returns_after_any_list_of_commands()
    {
        var services = Build(options => (options.Limits, options.JoinHistory) = (ModelSteps.Limits, ModelSteps.JoinHistory));
        var first = Race.Setting("CONVERSATIONS_MODEL_SEED", 1);
        for (var seed = first; seed < first + ModelRuns; seed++)
        {
            if (await RunAsync(services, seed, _all, readsEachTime: false) is not { } failure)
                continue;

            // The list failed. Run it again and compare after each command, so that it ends with the first wrong command.
            Assert.Fail(await ShortenedAsync(services, seed, await RunAsync(services, seed, _all, readsEachTime: true) ?? failure));
        }
    }

    /// <summary>Drops commands from a list that failed, as long as it still fails, and describes what is left.</summary>
    private async Task<string> ShortenedAsync(IServiceProvider services, int seed, ModelFailure failure)
    {
        var shortest = failure;
        async Task<IReadOnlyList<int>?> FailAsync(IReadOnlyList<int> kept)
        {
            if (await RunAsync(services, seed, kept, readsEachTime: false) is not { } next)
                return null;

            shortest = next;
            return Indices(next);
        }

        if (await FailAsync([.. failure.Ran.Where((one, i) => one.Version is not null || i == failure.Ran.Count - 1).Select(one => one.Index)]) is null)
            shortest = failure;

        await Shrinking.ShrinkAsync(Indices(shortest), FailAsync, MaxShrinkingRuns);

        // A failure that depends on chance cannot be shortened. Then at least the commands that changed nothing are left out.
        var shown = ReferenceEquals(shortest, failure) ? failure.Ran.Where(one => one.Version is not null || one == failure.Ran[^1]) : shortest.Ran;
        return $"Seed {seed}, after {failure.Ran.Count} commands, of which these are enough: {shortest.Error}\n{string.Join('\n', shown)}";
    }

    private static IReadOnlyList<int> Indices(ModelFailure failure) => [.. failure.Ran.Select(one => one.Index)];

    /// <summary>Runs commands of the list of a seed on a conversation of their own.</summary>
    /// <returns>How they failed, or null if they did not.</returns>
    private async Task<ModelFailure?> RunAsync(IServiceProvider services, int seed, IReadOnlyList<int> indices, bool readsEachTime)
    {
        var (conversations, store) = (services.GetRequiredService<IConversations>(), services.GetRequiredService<IConversationStore>());

        // The order of these ids by code point differs from their order by UTF-16 unit, so a store that sorts by the latter fails.
        UserId[] users = [NewUserId("a"), NewUserId("B"), NewUserId("é"), NewUserId("\uff5e"), NewUserId("😀")];
        var id = OneOnOneId.Compute(users[0].Value, users[1].Value);
        var generator = new ModelSteps(new(seed), new(Clock.Start), id, users);
        var steps = generator.List(Length);
        var reads = new ModelReads(store, id, users, generator.MessageIds);
        var model = ConversationModel.Of(id);
        var ran = new List<RanStep>();
        Clock.AdjustTime(Clock.Start);
        try
        {
            foreach (var index in indices)
            {
                ran.Add(new(index, steps[index].Text, null));
                var before = model;
                model = await RunAsync(conversations, steps[index], model);
                ran[^1] = ran[^1] with { Version = model == before ? null : model.Version };
                if (readsEachTime)
                    await reads.CompareAsync(model);
            }

            await reads.CompareAsync(model);
            return null;
        }
#pragma warning disable CA1031 // A store may throw anything, and the report must name the commands before it.
        catch (Exception error)
#pragma warning restore CA1031
        {
            return new(error, ran);
        }
    }

    private async Task<ConversationModel> RunAsync(IConversations conversations, ModelStep step, ConversationModel model)
    {
        Clock.Shift(step.Moves);
        var (next, expected) = step.ExpectOf(model, ModelSteps.ContextAt(Clock.GetUtcNow()));
        var ended = await Race.TryAsync(() => step.Run(conversations));
        var actual = ended.Succeeded ? ended.Value : ended.Error;
        if (!Equals(Seen.Of(expected), Seen.Of(actual)))
            Assert.Fail($"The store and the model differ in the result of the command.\nThe model: {Failure.Summary(expected)}\nThe store: {Failure.Text(actual)}");

        return next;
    }
}
