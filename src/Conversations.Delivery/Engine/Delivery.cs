using System.Security.Cryptography;
using System.Text;

namespace Conversations;

/// <summary>One change that is given to one handler.</summary>
internal sealed record Delivery(string Handler, Change Change, int Attempt)
{
    private const int IdBytes = 16;

    internal Conversation? Conversation { get; init; }

    internal Message? Message { get; init; }

    internal IReadOnlyDictionary<UserId, User> Users { get; init; } = new Dictionary<UserId, User>();

    /// <summary>Gets the id that stays the same at each attempt. It tells nothing about the conversation, whose id may be a secret.</summary>
    internal string Id { get; } = IdOf(Handler, Change);

    internal static string IdOf(string handler, Change change) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.Unicode.GetBytes(FormattableString.Invariant($"{handler}\n{change.Version}\n{change.ConversationId.Value}")))[..IdBytes]);
}
