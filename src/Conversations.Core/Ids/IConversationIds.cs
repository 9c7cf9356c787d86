namespace Conversations;

/// <summary>Derives conversation ids under the secrets that the app configured, and finds those made under older ones.</summary>
/// <remarks>
/// <para>
/// Of <c>options.IdSecrets</c> the first makes new ids; all of them find. To rotate, deploy twice: first append the new
/// secret, everywhere; then, once every host runs with it, move it to the front. So no host ever meets an id under a secret
/// that it does not know. Keep the old secret for as long as conversations that were made under it are to be found.
/// </para>
/// <para>Safe from many threads at once.</para>
/// </remarks>
public interface IConversationIds
{
    /// <summary>Gives the id under which a new conversation between two users is made.</summary>
    /// <param name="a">One of them.</param>
    /// <param name="b">The other, who may be the same.</param>
    /// <returns>
    /// That of <see cref="OneOnOneId"/>; with <c>options.HideOneOnOneIds</c>, that id hidden behind the first secret.
    /// </returns>
    /// <exception cref="ArgumentException">One of the two is <c>default</c>.</exception>
    /// <exception cref="InvalidOperationException">The id is to be hidden, but no secret is configured.</exception>
    ConversationId OneOnOne(UserId a, UserId b);

    /// <summary>Hides a logical id behind the first secret, as <see cref="HmacConversationId"/> does.</summary>
    /// <param name="logicalId">The logical id: any well-formed text of at least one character.</param>
    /// <returns>The id: 64 lower-case hex digits.</returns>
    /// <exception cref="ArgumentNullException">The logical id is null.</exception>
    /// <exception cref="ArgumentException">The logical id is empty or has a lone surrogate. The message does not repeat it.</exception>
    /// <exception cref="InvalidOperationException">No secret is configured.</exception>
    ConversationId Hide(string logicalId);

    /// <summary>Gives every id under which a conversation with a hidden id may be found.</summary>
    /// <param name="logicalId">The logical id: any well-formed text of at least one character.</param>
    /// <returns>
    /// One id per secret, in the order of the secrets, so the one that <see cref="Hide"/> gives first; secrets that make the
    /// same id count once. Empty if no secret is configured.
    /// </returns>
    /// <exception cref="ArgumentNullException">The logical id is null.</exception>
    /// <exception cref="ArgumentException">The logical id is empty or has a lone surrogate. The message does not repeat it.</exception>
    IReadOnlyList<ConversationId> Candidates(string logicalId);

    /// <summary>Gives every id under which the conversation between two users may be found.</summary>
    /// <param name="a">One of them.</param>
    /// <param name="b">The other, who may be the same.</param>
    /// <returns>
    /// The id that <see cref="OneOnOne"/> gives, then the others without repetition: the hidden forms in the order of the
    /// secrets, and the plain one last if ids are hidden, else first.
    /// </returns>
    /// <exception cref="ArgumentException">One of the two is <c>default</c>.</exception>
    /// <exception cref="InvalidOperationException">The id is to be hidden, but no secret is configured.</exception>
    IReadOnlyList<ConversationId> OneOnOneCandidates(UserId a, UserId b);
}
