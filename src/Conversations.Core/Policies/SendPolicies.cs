using Microsoft.Extensions.DependencyInjection;

namespace Conversations;

/// <summary>Asks the send policies of the app, one after the other.</summary>
internal sealed class SendPolicies(IServiceScopeFactory scopes, IEnumerable<SendPolicyRegistration> registrations)
{
    private readonly SendPolicyRegistration[] _registrations = [.. registrations];

    internal bool IsEmpty => _registrations.Length == 0;

    /// <summary>Returns the text that all policies let through.</summary>
    internal async Task<string> JudgeAsync(PolicyMessage message, CancellationToken cancellationToken)
    {
        var scope = scopes.CreateAsyncScope();
        await using (scope.ConfigureAwait(false))
        {
            foreach (var registration in _registrations)
            {
                var policy = (ISendPolicy)scope.ServiceProvider.GetRequiredService(registration.Type);
                var verdict = await policy.JudgeAsync(message, cancellationToken).ConfigureAwait(false)
                    ?? throw new InvalidOperationException($"The send policy {registration.Type} returned null. Return SendVerdict.Allow to let a message through.");
                if (verdict.Reason is { } reason)
                    throw new SendRefusedException(message.ConversationId, reason);

                message = message.WithText(verdict.Text ?? message.Text);
            }
        }

        return message.Text;
    }
}
