namespace Conversations;

/// <content>Users and personal data.</content>
public partial interface IConversations
{
    /// <summary>Finds a user: first in the directories of the app, then among the library's own users.</summary>
    /// <param name="userId">The user.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The user, or null if the user is unknown.</returns>
    Task<User?> FindUserAsync(UserId userId, CancellationToken cancellationToken = default);

    /// <summary>Updates or adds one of the library's own users. An <see cref="IUserDirectory"/> of the app takes precedence.</summary>
    /// <param name="userId">The user.</param>
    /// <param name="patch">The changes. A new user needs a name.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The user after the call.</returns>
    /// <exception cref="InvalidConversationDataException">The patch breaks a rule, or a new user has no name.</exception>
    Task<User> SetUserAsync(UserId userId, UserPatch patch, CancellationToken cancellationToken = default);

    /// <summary>Erases a user everywhere: profile, participation and messages. A random id replaces the user in what stays.</summary>
    /// <remarks>
    /// <para>
    /// The user leaves every conversation, and a conversation without any other participant is deleted. The messages of the user are
    /// deleted, or keep their text with <see cref="EraseOptions.KeepTexts"/>. Where the user sent, reacted, is mentioned or is named in a
    /// log, a random id of the form <c>erased-…</c> is written instead. The call works in bounded batches. A conversation that fails does not
    /// stop the others. If the call fails or is cancelled, call it again: it continues with the same random id.
    /// </para>
    /// <para>
    /// Everything that was committed before the call is erased when it returns. If the same user id is added meanwhile, it is a new
    /// person, and what they do keeps the id. A mention that others write meanwhile, or an import, may stay until the user is erased
    /// again. The app must clean its own directory, the ids that it chose, and the names that others typed. The id of a 1-on-1
    /// conversation is computed from the ids of both users, so it can lead back to the user unless
    /// <see cref="ConversationsOptions.HideOneOnOneIds"/> is set.
    /// </para>
    /// </remarks>
    /// <param name="userId">The user.</param>
    /// <param name="options">Whether texts stay, and what receives the progress; or null for neither.</param>
    /// <param name="cancellationToken">Cancels the call. What was erased before stays erased.</param>
    /// <returns>What this call erased.</returns>
    /// <exception cref="StorageException">
    /// The store could not serve a call, or the user could not be erased in some conversations. The message tells how many; all others
    /// are done.
    /// </exception>
    Task<ErasureProgress> EraseUserAsync(UserId userId, EraseOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Writes everything that is stored about a user as one JSON object, piece by piece.</summary>
    /// <remarks>
    /// <c>user</c> is the profile among the library's own users, or null. <c>conversations</c> has an object for each conversation with
    /// data of the user: <c>id</c>, <c>membership</c>, <c>messages</c>, <c>reactions</c>, and the <c>changes</c> of the log that name the
    /// user. Of others, it contains only ids: of users whom the user's own texts mention, and of the other user in a change between two
    /// users.
    /// </remarks>
    /// <param name="userId">The user.</param>
    /// <param name="destination">The stream to which the JSON is written as UTF-8. It stays open.</param>
    /// <param name="cancellationToken">Cancels the call. The JSON is then incomplete.</param>
    /// <returns>A task that completes when everything is written.</returns>
    Task ExportUserAsync(UserId userId, Stream destination, CancellationToken cancellationToken = default);
}
