namespace Conversations.Testing;

/// <summary>Makes calls whose store may be broken.</summary>
internal static class Disturbed
{
    /// <summary>The number of attempts after which a store counts as one that does not serve again.</summary>
    internal const int MaxAttempts = 100;

    /// <summary>Returns how a call ended. The test fails if the call threw an exception that a store must not throw.</summary>
    /// <param name="call">The call.</param>
    /// <param name="sends">The messages that the call sends. An unknown outcome must name one of them, or none if there are none.</param>
    internal static async Task<Ending> EndOfAsync(Func<Task> call, IReadOnlyCollection<MessageId> sends)
    {
        try
        {
            await call();
            return Ending.Done;
        }
        catch (StorageException)
        {
            return Ending.NotStored;
        }
        catch (OutcomeUnknownException error)
        {
            Assert.True(
                error.MessageId is { } id ? sends.Contains(id) : sends.Count == 0,
                $"The unknown outcome names the message '{error.MessageId}', but the call sent '{string.Join(", ", sends)}'.");
            return Ending.Unknown;
        }
        catch (ConversationsException)
        {
            return Ending.Refused;
        }
        catch (Exception error) when (error is not Xunit.Sdk.IAssertionException)
        {
            Assert.Fail($"After a fault a caller must get StorageException or OutcomeUnknownException, with the driver's exception inside, but got: {error}");
            throw;
        }
    }

    /// <summary>Repeats a call until no fault disturbs it, and returns its result.</summary>
    internal static async Task<T> UntilServedAsync<T>(Func<Task<T>> call)
    {
        for (var attempt = 1; ; attempt++)
        {
            T? value = default;
            if (await EndOfAsync(async () => value = await call(), []) == Ending.Done)
                return value!;

            Assert.True(attempt < MaxAttempts, $"The store did not serve a call again in {MaxAttempts} attempts after a fault.");
        }
    }

    /// <summary>Repeats a call until no fault disturbs it.</summary>
    internal static Task UntilServedAsync(Func<Task> call) => UntilServedAsync(async () =>
    {
        await call();
        return true;
    });
}
