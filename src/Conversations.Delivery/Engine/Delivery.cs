using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Conversations;

/// <summary>One change that is given to one handler.</summary>
internal sealed record Delivery(string Handler, Change Change, int Attempt)
{
    private const int IdBytes = 16;

    /// <summary>The digits and the sign of a number of 64 bits, and two line breaks.</summary>
    private const int MaxVersionLength = 22;

    internal Conversation? Conversation { get; init; }

    internal Message? Message { get; init; }

    internal required IReadOnlyDictionary<UserId, User> Users { get; init; }

    /// <summary>Gets the id that stays the same at each attempt. It tells nothing about the conversation, whose id may be a secret.</summary>
    internal string Id { get; } = IdOf(Handler, Change);

    /// <summary>Returns the hash of the name, the version and the conversation, as lines of UTF-16.</summary>
    internal static string IdOf(string handler, Change change)
    {
        var id = change.ConversationId.Value;
        Span<char> text = stackalloc char[handler.Length + id.Length + MaxVersionLength];
        text.TryWrite(CultureInfo.InvariantCulture, $"{handler}\n{change.Version}\n{id}", out var length);
        Span<byte> bytes = stackalloc byte[text.Length * sizeof(char)];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes[..Encoding.Unicode.GetBytes(text[..length], bytes)], hash);
        return Convert.ToHexStringLower(hash[..IdBytes]);
    }
}
