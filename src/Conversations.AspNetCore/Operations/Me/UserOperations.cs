using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Operations;

/// <summary>What a user who is signed in can call: everything is as the session of that user has it.</summary>
internal static partial class UserOperations
{
    private static readonly string[] _page = ["limit", "cursor"];

    /// <summary>Returns all operations.</summary>
    /// <param name="hasContacts">Whether the app has a source of people.</param>
    internal static IReadOnlyList<Operation> All(bool hasContacts) =>
        [.. Conversations(), .. Participants(), .. Messages(), .. People(), .. hasContacts ? Contacts() : []];

    /// <summary>Finds the users whose names are shown.</summary>
    internal static Task<IReadOnlyDictionary<UserId, User>> FindUsersAsync(IServiceProvider services, IEnumerable<UserId?> ids, CancellationToken cancellationToken)
    {
        HashSet<UserId> wanted = [.. ids.OfType<UserId>()];
        return wanted.Count == 0
            ? Task.FromResult<IReadOnlyDictionary<UserId, User>>(new Dictionary<UserId, User>())
            : services.GetRequiredService<IUserLookup>().FindAsync(wanted, cancellationToken);
    }

    private static ConversationNotFoundException NotFound(Call call) => new(call.ConversationId);
}
