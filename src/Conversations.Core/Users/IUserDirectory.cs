namespace Conversations;

/// <summary>Where the app keeps its users, if it does. Register it with <c>AddUserDirectory</c>.</summary>
/// <remarks>
/// It is asked first; whom it does not know is looked for among the library's own users. A user whom nobody knows is fine: their id
/// stands for their name. An instance is made for each question, in a scope of its own. What it throws reaches the caller of the call that
/// asked.
/// </remarks>
public interface IUserDirectory
{
    /// <summary>Finds users.</summary>
    /// <param name="userIds">Whom to find, at least one, each once; for a page of an inbox up to four for each of its entries.</param>
    /// <param name="cancellationToken">That of the call which needs them.</param>
    /// <returns>Those who are known, in any order; empty, never null, where nobody is.</returns>
    Task<IReadOnlyCollection<User>> FindAsync(IReadOnlyCollection<UserId> userIds, CancellationToken cancellationToken);
}
