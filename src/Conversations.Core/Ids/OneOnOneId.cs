using System.Buffers;
using System.Security.Cryptography;

namespace Conversations;

/// <summary>Derives the id of the one conversation between two users, the same in whichever order they are named.</summary>
/// <remarks>
/// TalkJS's <c>oneOnOneId</c>, byte for byte, so that ids computed elsewhere match: the two ids sorted by UTF-16 units (as
/// JavaScript's <c>sort</c>), encoded as ECMA-262's <c>JSON.stringify</c> encodes an array, of which the UTF-8 bytes are
/// hashed with SHA-1; the first 20 lower-case hex digits. It is predictable by everyone who knows both ids: see
/// <see cref="IConversationIds"/> for a form that is not.
/// </remarks>
public static class OneOnOneId
{
    /// <summary>The length of every such id, in characters: 20 lower-case hex digits.</summary>
    public const int Length = 20;

    private const int Punctuation = 7;
    private const int ShortBuffer = 512;
    private const int ShortText = (ShortBuffer - Punctuation) / JsonStringify.MaxBytesPerChar;
    private const int LongText = 2 * Identifier.MaxBytes;
    private const int LongBuffer = (LongText * JsonStringify.MaxBytesPerChar) + Punctuation;

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    // A state that is there already saves a quarter of the time of a one-shot, so each thread keeps one.
    [ThreadStatic]
    private static IncrementalHash? _sha1;

    /// <summary>Computes the id of the conversation between two users.</summary>
    /// <param name="a">The id of one of them: any text, also what is no valid <see cref="UserId"/>.</param>
    /// <param name="b">The id of the other, which may be the same.</param>
    /// <returns>The id: <c>("aa", "bb")</c> gives <c>fd031b78f1add01539dc</c>.</returns>
    /// <exception cref="ArgumentNullException">One of the two is null.</exception>
    public static ConversationId Compute(string a, string b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        Span<byte> digest = stackalloc byte[SHA1.HashSizeInBytes];
        Hash(a, b, digest);
        return ConversationId.FromStored(Convert.ToHexStringLower(digest[..(Length / 2)]));
    }

    /// <summary>Computes the id of the conversation between two users.</summary>
    /// <param name="a">One of them.</param>
    /// <param name="b">The other, who may be the same.</param>
    /// <returns>The id.</returns>
    /// <exception cref="ArgumentException">One of the two is <c>default</c>.</exception>
    public static ConversationId Compute(UserId a, UserId b)
    {
        a.Required();
        b.Required();
        return Compute(a.Value, b.Value);
    }

    /// <summary>Writes the id of the conversation between two users, without allocating.</summary>
    /// <remarks>Only the first call on a thread allocates: the state of the hash, which that thread keeps.</remarks>
    /// <param name="a">The id of one of them: any text, also what is no valid <see cref="UserId"/>.</param>
    /// <param name="b">The id of the other, which may be the same.</param>
    /// <param name="destination">Takes exactly <see cref="Length"/> characters at its start.</param>
    /// <returns>False if the destination is shorter than <see cref="Length"/>; then nothing is written.</returns>
    public static bool TryWrite(ReadOnlySpan<char> a, ReadOnlySpan<char> b, Span<char> destination)
    {
        if (destination.Length < Length)
            return false;

        Span<byte> digest = stackalloc byte[SHA1.HashSizeInBytes];
        Hash(a, b, digest);
        return Convert.TryToHexStringLower(digest[..(Length / 2)], destination, out _);
    }

    /// <summary>Tells whether an id looks like one of these; any id of 20 lower-case hex digits does.</summary>
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
            // It may hold a part of the pair.
            _sha1 = null;
            state.Dispose();
            throw;
        }
    }

    private static void Append(IncrementalHash state, ReadOnlySpan<char> first, ReadOnlySpan<char> second)
    {
        // The sum of the lengths of two strings overflows an int; a buffer for both need not exist.
        var length = (long)first.Length + second.Length;
        if (length > LongText)
        {
            AppendInPieces(state, first, second);
            return;
        }

        // Most pairs fit the smaller buffer; the larger one takes time to clear.
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
