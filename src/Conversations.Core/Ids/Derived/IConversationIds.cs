namespace Conversations;

/// <summary>Derives conversation ids with the configured secrets, and finds ids that were derived with older secrets.</summary>
/// <remarks>
/// <para>
/// The first of <see cref="ConversationsOptions.IdSecrets"/> derives new ids; all of them find existing ones. To rotate a secret,
/// deploy twice. First, append the new secret on every host. Second, when all hosts run with it, move it to the front. So no host
/// ever receives an id that was derived with a secret it does not know. Keep an old secret as long as conversations that were
/// created with it must be found.
/// </para>
/// <para>The implementation is thread-safe.</para>
/// </remarks>
public interface IConversationIds
{
    /// <summary>Returns the id under which a new conversation between two users is created.</summary>
    /// <param name="a">One user.</param>
    /// <param name="b">The other user, who may be the same.</param>
    /// <returns>
    /// The id that <see cref="OneOnOneId"/> computes. If <see cref="ConversationsOptions.HideOneOnOneIds"/> is set, that id hidden
    /// with the first secret.
    /// </returns>
    /// <exception cref="ArgumentException"><paramref name="a"/> or <paramref name="b"/> is <c>default</c>.</exception>
    /// <exception cref="InvalidOperationException">Ids must be hidden, but no secret is configured.</exception>
    ConversationId OneOnOne(UserId a, UserId b);

    /// <summary>Hides a logical id with the first secret, as <see cref="HmacConversationId"/> does.</summary>
    /// <param name="logicalId">The logical id: any well-formed text of at least one character. It may be longer than an id.</param>
    /// <returns>The id: 64 lower-case hexadecimal digits.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="logicalId"/> is null.</exception>
    /// <exception cref="ArgumentException">
    /// The logical id is empty or contains a lone surrogate. The message does not repeat it.
    /// </exception>
    /// <exception cref="InvalidOperationException">No secret is configured.</exception>
    ConversationId Hide(string logicalId);

    /// <summary>Returns every id under which a conversation with a hidden id can exist.</summary>
    /// <param name="logicalId">The logical id: any well-formed text of at least one character. It may be longer than an id.</param>
    /// <returns>
    /// One id for each secret, in the order of the secrets. So the first one is the id that <see cref="Hide"/> returns. Secrets
    /// that derive the same id count once. The list is empty if no secret is configured.
    /// </returns>
    /// <exception cref="ArgumentNullException"><paramref name="logicalId"/> is null.</exception>
    /// <exception cref="ArgumentException">
    /// The logical id is empty or contains a lone surrogate. The message does not repeat it.
    /// </exception>
    IReadOnlyList<ConversationId> Candidates(string logicalId);

    /// <summary>Returns every id under which the conversation between two users can exist.</summary>
    /// <param name="a">One user.</param>
    /// <param name="b">The other user, who may be the same.</param>
    /// <returns>
    /// The id that <see cref="OneOnOne"/> returns, followed by the others without repetition. The hidden ids are in the order of
    /// the secrets. The plain id is last if ids are hidden; otherwise it is first.
    /// </returns>
    /// <exception cref="ArgumentException"><paramref name="a"/> or <paramref name="b"/> is <c>default</c>.</exception>
    /// <exception cref="InvalidOperationException">Ids must be hidden, but no secret is configured.</exception>
    IReadOnlyList<ConversationId> OneOnOneCandidates(UserId a, UserId b);
}
