namespace Conversations;

/// <summary>
/// Decides whether a message may be sent: for blocking, moderation or masking by the app. Register an implementation with
/// <c>AddSendPolicy</c>.
/// </summary>
/// <remarks>
/// <para>
/// A policy is asked about each message that is sent, and about each text that is edited, before the change is decided and outside
/// of any transaction. It is not asked about imported messages, or about retries of a message that is stored already.
/// </para>
/// <para>
/// Policies are asked in the order of their registration. Each of them receives the text that the previous one let through. For
/// each message, a new scope is created and the policies are resolved from it, so a policy can use scoped services. An exception
/// that a policy throws reaches the caller, and nothing is written.
/// </para>
/// </remarks>
public interface ISendPolicy
{
    /// <summary>Judges one message.</summary>
    /// <param name="message">The message that will be sent, or the edited message with its new text.</param>
    /// <param name="cancellationToken">The token of the call that sends or edits the message.</param>
    /// <returns>The verdict; never null.</returns>
    Task<SendVerdict> JudgeAsync(PolicyMessage message, CancellationToken cancellationToken);
}
