namespace Conversations.Operations;

/// <summary>What the app's own servers can call, in the shape of TalkJS's REST API.</summary>
internal static partial class ServerOperations
{
    private static readonly string[] _page = ["limit", "cursor", "startingAfter"];

    /// <summary>Gets all operations. A batch runs any of them but itself.</summary>
    internal static IReadOnlyList<Operation> All { get; } = [.. Users(), .. ConversationsOfAll(), .. Messages(), .. Batches()];
}
