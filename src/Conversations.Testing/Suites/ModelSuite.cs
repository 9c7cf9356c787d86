using Conversations.Storage;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Conversations.Testing;

/// <summary>Random lists of commands, after which the store must answer what the pure model answers.</summary>
/// <remarks>
/// <c>CONVERSATIONS_MODEL_RUNS</c> is the number of lists, 150 by default; <c>CONVERSATIONS_MODEL_SEED</c> the seed of the first.
/// </remarks>
/// <param name="fixture">The store to prove.</param>
public abstract class ModelSuite(StoreFixture fixture) : StoreSuite(fixture)
{
    private const int Length = 60;

    /// <summary>Whatever is done, the store gives and keeps what the model gives and keeps.</summary>
    [Fact]
    public async Task Store_answers_what_the_model_answers_after_any_list_of_commands()
    {
        var services = Build(options => options.Limits = ModelSteps.Limits);
        var first = Race.Setting("CONVERSATIONS_MODEL_SEED", 1);
        var lists = Race.Setting("CONVERSATIONS_MODEL_RUNS", 150);
        for (var seed = first; seed < first + lists; seed++)
        {
            if (await RunAsync(services, seed, readsEachTime: false) is not { } failure)
                continue;

            // Once more, reading after each command, so as to end at the first after which something is wrong.
            Assert.Fail(await RunAsync(services, seed, readsEachTime: true) ?? failure);
        }
    }

    /// <summary>Runs one list on a conversation of its own.</summary>
    /// <returns>What went wrong, and after which commands; null = nothing.</returns>
    private async Task<string?> RunAsync(IServiceProvider services, int seed, bool readsEachTime)
    {
        var (conversations, store) = (services.GetRequiredService<IConversations>(), services.GetRequiredService<IConversationStore>());

        // The order of these ids by code point is not that of their UTF-16 units.
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
                done[^1] += model == before ? " (alters nothing)" : $" (version {model.Version})";
                if (readsEachTime)
                    await reads.CompareAsync(model);
            }

            await reads.CompareAsync(model);
            return null;
        }
#pragma warning disable CA1031 // Whatever a store throws, the report says after which commands.
        catch (Exception error)
#pragma warning restore CA1031
        {
            return $"Seed {seed}, after {done.Count} commands: {error}\n{string.Join('\n', done)}";
        }
    }

    private async Task<ConversationModel> RunAsync(IConversations conversations, ModelStep step, ConversationModel model)
    {
        var context = new DecisionContext(DateTimeOffset.FromUnixTimeMilliseconds(Clock.GetUtcNow().ToUnixTimeMilliseconds()), ModelSteps.Limits);
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
