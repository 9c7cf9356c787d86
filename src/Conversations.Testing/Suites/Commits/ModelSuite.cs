using Conversations.Decisions;
using Conversations.Storage;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

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

    /// <summary>After any list of commands, the store has returned and stores the same as the model.</summary>
    [Fact]
    public async Task Store_returns_what_the_model_returns_after_any_list_of_commands()
    {
        var services = Build(options => (options.Limits, options.JoinHistory) = (ModelSteps.Limits, ModelSteps.JoinHistory));
        var first = Race.Setting("CONVERSATIONS_MODEL_SEED", 1);
        for (var seed = first; seed < first + ModelRuns; seed++)
        {
            if (await RunAsync(services, seed, readsEachTime: false) is not { } failure)
                continue;

            // The list failed. Run it again and compare after each command, so that the failure names the first wrong command.
            Assert.Fail(await RunAsync(services, seed, readsEachTime: true) ?? failure);
        }
    }

    /// <summary>Runs one list of commands on its own conversation.</summary>
    /// <returns>The error and the commands before it, or null if there was no error.</returns>
    private async Task<string?> RunAsync(IServiceProvider services, int seed, bool readsEachTime)
    {
        var (conversations, store) = (services.GetRequiredService<IConversations>(), services.GetRequiredService<IConversationStore>());

        // The order of these ids by code point differs from their order by UTF-16 unit, so a store that sorts by the latter fails.
        UserId[] users = [NewUserId("a"), NewUserId("B"), NewUserId("é"), NewUserId("\uff5e"), NewUserId("😀")];
        var id = OneOnOneId.Compute(users[0].Value, users[1].Value);
        var steps = new ModelSteps(new(seed), Clock, id, users);
        var reads = new ModelReads(store, id, users, steps.MessageIds);
        var model = ConversationModel.Of(id);
        var done = new List<string>();
        try
        {
            for (var n = 0; n < Length; n++)
            {
                var step = steps.Next(model);
                done.Add(step.Text);
                var before = model;
                model = await RunAsync(conversations, step, model);
                done[^1] += model == before ? " (changes nothing)" : $" (version {model.Version})";
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
            return $"Seed {seed}, after {done.Count} commands: {error}\n{string.Join('\n', done)}";
        }
    }

    private async Task<ConversationModel> RunAsync(IConversations conversations, ModelStep step, ConversationModel model)
    {
        var context = new DecisionContext(DateTimeOffset.FromUnixTimeMilliseconds(Clock.GetUtcNow().ToUnixTimeMilliseconds()), ModelSteps.Limits, ModelSteps.JoinHistory);
        var (next, expected) = Expect(step, model, context);
        var actual = await Race.TryAsync(() => step.Run(conversations));
        Assert.Equal(Seen.Of(expected), Seen.Of(actual.Succeeded ? actual.Value : actual.Error));
        return next;
    }

    private static (ConversationModel Next, object? Result) Expect(ModelStep step, ConversationModel model, in DecisionContext context)
    {
        try
        {
            return step.Expect(model, context);
        }
        catch (ConversationsException error)
        {
            return (model, error);
        }
    }
}
