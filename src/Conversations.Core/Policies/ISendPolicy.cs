namespace Conversations;

/// <summary>The app's own say about messages: blocking, moderation, masking. Register it with <c>AddSendPolicy</c>.</summary>
/// <remarks>
/// It sees each message that is sent, and each text that is edited, before anything is decided and outside of any transaction; not
/// what is imported, and not a retry of a message that is there already. Policies are asked in the order of their registration, each
/// seeing the text that the one before left. An instance is made for each message, in a scope of its own.
/// </remarks>
public interface ISendPolicy
{
    /// <summary>Judges one message.</summary>
    /// <param name="message">The message as it is about to be sent.</param>
    /// <param name="cancellationToken">That of the call which sends.</param>
    /// <returns>The verdict.</returns>
    Task<SendVerdict> JudgeAsync(PolicyMessage message, CancellationToken cancellationToken);
}
