using System.Buffers;
using System.Security.Cryptography;

namespace Conversations;

/// <summary>Derives the id of the one conversation between two users. The order of the two users does not matter.</summary>
/// <remarks>
/// The result is identical to that of TalkJS's <c>oneOnOneId</c>, so ids that were computed elsewhere match. The two user ids are
/// sorted by UTF-16 units (as <c>sort</c> in JavaScript does) and encoded as an array by the rules of <c>JSON.stringify</c>
/// (ECMA-262). The id is the first 20 lower-case hexadecimal digits of the SHA-1 hash of its UTF-8 bytes. Anyone who knows both
/// user ids can compute it; see <see cref="IConversationIds"/> for a form that cannot be predicted.
/// </remarks>
public static class OneOnOneId
{
    /// <summary>The length of every id of this form, in characters: 20 lower-case hexadecimal digits.</summary>
    public const int Length = 20;

    private const int Punctuation = 7;
    private const int ShortBuffer = 512;
    private const int ShortText = (ShortBuffer - Punctuation) / JsonStringify.MaxBytesPerChar;
    private const int LongText = 2 * Identifier.MaxBytes;
    private const int LongBuffer = (LongText * JsonStringify.MaxBytesPerChar) + Punctuation;

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    // An existing hash state saves a quarter of the time of a one-shot hash, so each thread keeps one.
    [ThreadStatic]
    private static IncrementalHash? _sha1;

    /// <summary>Computes the id of the conversation between two users.</summary>
    /// <param name="a">The id of one user: any text, even if it is not a valid <see cref="UserId"/>.</param>
    /// <param name="b">The id of the other user, which may be equal to <paramref name="a"/>.</param>
    /// <returns>The id. For example, the result for <c>("aa", "bb")</c> is <c>fd031b78f1add01539dc</c>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="a"/> or <paramref name="b"/> is null.</exception>
    public static ConversationId Compute(string a, string b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        Span<byte> digest = stackalloc byte[SHA1.HashSizeInBytes];
        Hash(a, b, digest);
        return ConversationId.FromStored(Convert.ToHexStringLower(digest[..(Length / 2)]));
    }

    /// <summary>Computes the id of the conversation between two users.</summary>
    /// <param name="a">One user.</param>
    /// <param name="b">The other user, who may be the same.</param>
    /// <returns>The id.</returns>
    /// <exception cref="ArgumentException"><paramref name="a"/> or <paramref name="b"/> is <c>default</c>.</exception>
    public static ConversationId Compute(UserId a, UserId b)
    {
        a.Required();
        b.Required();
        return Compute(a.Value, b.Value);
    }

    /// <summary>Writes the id of the conversation between two users, without allocating memory.</summary>
    /// <remarks>Only the first call on a thread allocates memory: the hash state, which the thread keeps.</remarks>
    /// <param name="a">The id of one user: any text, even if it is not a valid <see cref="UserId"/>.</param>
    /// <param name="b">The id of the other user, which may be equal to <paramref name="a"/>.</param>
    /// <param name="destination">The buffer. Exactly <see cref="Length"/> characters are written at its start.</param>
    /// <returns>
    /// True if the id was written; false if the buffer is shorter than <see cref="Length"/>, in which case nothing is written.
    /// </returns>
    public static bool TryWrite(ReadOnlySpan<char> a, ReadOnlySpan<char> b, Span<char> destination)
    {
        if (destination.Length < Length)
            return false;

        Span<byte> digest = stackalloc byte[SHA1.HashSizeInBytes];
        Hash(a, b, digest);
        return Convert.TryToHexStringLower(digest[..(Length / 2)], destination, out _);
    }

    /// <summary>Returns whether an id has the form of these ids. Every id of 20 lower-case hexadecimal digits has it.</summary>
    internal static bool IsOneOnOneForm(ConversationId id) => !id.IsDefault && IsOneOnOneForm(id.Value);

    /// <inheritdoc cref="IsOneOnOneForm(ConversationId)"/>
    internal static bool IsOneOnOneForm(string id) => id.Length == Length && !id.AsSpan().ContainsAnyExcept(HexDigits);

    private static void Hash(ReadOnlySpan<char> a, ReadOnlySpan<char> b, Span<byte> digest)
    {
        if (a.SequenceCompareTo(b) <= 0)
            HashSorted(a, b, digest);
        else
            HashSorted(b, a, digest);
    }

    private static void HashSorted(ReadOnlySpan<char> first, ReadOnlySpan<char> second, Span<byte> digest)
    {
        var state = _sha1 ??= IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
        try
        {
            Append(state, first, second);
            state.GetHashAndReset(digest);
        }
        catch
        {
            // The state may contain a part of the pair, so it must not be used again.
            _sha1 = null;
            state.Dispose();
            throw;
        }
    }

    private static void Append(IncrementalHash state, ReadOnlySpan<char> first, ReadOnlySpan<char> second)
    {
        // The sum of two string lengths can overflow an int, so it is a long. Long pairs are hashed in pieces, because a buffer for both
        // strings could be too large.
        var length = (long)first.Length + second.Length;
        if (length > LongText)
        {
            AppendInPieces(state, first, second);
            return;
        }

        // The smaller buffer is enough for most pairs, and the larger one takes time to clear.
        Span<byte> json = length <= ShortText ? stackalloc byte[ShortBuffer] : stackalloc byte[LongBuffer];
        "[\""u8.CopyTo(json);
        var end = 2;
        end += JsonStringify.Write(first, json[end..]);
        "\",\""u8.CopyTo(json[end..]);
        end += 3;
        end += JsonStringify.Write(second, json[end..]);
        "\"]"u8.CopyTo(json[end..]);
        state.AppendData(json[..(end + 2)]);
    }

    private static void AppendInPieces(IncrementalHash state, ReadOnlySpan<char> first, ReadOnlySpan<char> second)
    {
        state.AppendData("[\""u8);
        AppendInPieces(state, first);
        state.AppendData("\",\""u8);
        AppendInPieces(state, second);
        state.AppendData("\"]"u8);
    }

    private static void AppendInPieces(IncrementalHash state, ReadOnlySpan<char> text)
    {
        Span<byte> json = stackalloc byte[LongBuffer];
        while (!text.IsEmpty)
            state.AppendData(json[..JsonStringify.Write(Utf16.TakePiece(ref text, LongText), json)]);
    }
}
