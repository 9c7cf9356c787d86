using Conversations.Json;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Operations;

/// <content>Other users.</content>
internal static partial class UserOperations
{
    private const int MaxUsers = 100;

    private static IEnumerable<Operation> People() =>
    [
        new("GET", "/users/{userId}", FindUserAsync) { Summary = "Finds a user who shares a conversation with the user who asks.", Gives = typeof(ProfileJson) },
        new("GET", "/online", IsOnlineAsync)
        {
            Summary = "Tells who of up to 100 users is online. Users who share no conversation count as offline.", Gives = typeof(OnlineJson), Query = ["userId"],
        },
    ];

    private static IEnumerable<Operation> Contacts() =>
    [
        new("GET", "/contacts", ListContactsAsync)
        {
            Summary = "Lists people of the app to write to.", Gives = typeof(ListJson<ProfileJson>), Query = ["search"],
        },
    ];

    private static async Task<Answer> FindUserAsync(Call call) => Answer.Of(
        ProfileJson.Of(await call.Session.FindUserAsync(call.UserId, call.Aborted).ConfigureAwait(false)
            ?? throw new RefusedException(404, "USER_NOT_FOUND", "The user does not exist.")),
        HttpJson.Default.ProfileJson);

    private static async Task<Answer> IsOnlineAsync(Call call)
    {
        var ids = call.TextsOf("userId");
        if (ids.Count > MaxUsers)
            throw Refusal.Of("userId", $"must be given at most {MaxUsers} times");

        var online = await call.Session.IsOnlineAsync([.. ids.Select(id => Refusal.IdOf<UserId>(id ?? "", "userId"))], call.Aborted).ConfigureAwait(false);
        return Answer.Of(new OnlineJson { Users = online.ToDictionary(one => one.Key.Value, one => one.Value) }, HttpJson.Default.OnlineJson);
    }

    private static async Task<Answer> ListContactsAsync(Call call)
    {
        var options = call.Http.RequestServices.GetRequiredService<ConversationsHttpOptions>();
        var users = await options.ListContacts!(call.Session.UserId, call.TextOf("search"), call.Aborted).ConfigureAwait(false);
        return Answer.Of(new ListJson<ProfileJson> { Data = [.. users.Take(MaxUsers).Select(ProfileJson.Of)] }, HttpJson.Default.ListJsonProfileJson);
    }
}
