using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;

namespace Conversations;

/// <summary>
/// A place in a list: the key of the last item of a page, as a number and, if the number alone is not unique, an id.
/// </summary>
/// <remarks>
/// Its text form is opaque and versioned: the Base64url encoding of version, scope, number, id, and a checksum over all of these.
/// The checksum detects damage, but not forgery. A forged cursor does no harm: it reaches only what its reader may see in any case.
/// </remarks>
internal readonly struct Cursor(long Number, string Id = "")
{
    private const byte FormatVersion = 1;
    private const int ChecksumSize = 4;
    private const int HeadSize = 1 + CursorScope.Size + sizeof(long);
    private const int MaxSize = HeadSize + Identifier.MaxBytes + ChecksumSize;

    internal long Number { get; } = Number;

    internal string Id { get; } = Id;

    internal string ToText(CursorScope scope)
    {
        Span<byte> bytes = stackalloc byte[MaxSize];
        bytes[0] = FormatVersion;
        scope.CopyTo(bytes[1..]);
        BinaryPrimitives.WriteInt64BigEndian(bytes[(1 + CursorScope.Size)..], Number);
        var size = HeadSize + StrictUtf8.Encoding.GetBytes(Id, bytes[HeadSize..]);
        Checksum(bytes[..size], bytes[size..]);
        return Base64Url.EncodeToString(bytes[..(size + ChecksumSize)]);
    }

    internal static Cursor Parse(string cursor, CursorScope scope)
    {
        Span<byte> bytes = stackalloc byte[MaxSize];
        if (cursor.Length > Base64Url.GetEncodedLength(MaxSize) || !TryDecode(cursor, bytes, out var size) || size < HeadSize + ChecksumSize)
            throw Malformed();

        Span<byte> checksum = stackalloc byte[ChecksumSize];
        var body = bytes[..(size - ChecksumSize)];
        Checksum(body, checksum);
        if (!checksum.SequenceEqual(bytes[(size - ChecksumSize)..size]) || body[0] != FormatVersion)
            throw Malformed();

        Span<byte> expected = stackalloc byte[CursorScope.Size];
        scope.CopyTo(expected);
        if (!body[1..].StartsWith(expected))
            throw new ArgumentException("The cursor belongs to another list, or to other parameters of this list. Use it for its own list.", nameof(cursor));

        return new(BinaryPrimitives.ReadInt64BigEndian(body[(1 + CursorScope.Size)..]), StrictUtf8.Encoding.GetString(body[HeadSize..]));
    }

    /// <summary>
    /// Decodes text only if it is exactly in the form that <see cref="ToText"/> returns. The decoder of the framework would also
    /// accept white space and padding.
    /// </summary>
    private static bool TryDecode(string text, Span<byte> bytes, out int size)
    {
        size = 0;
        Span<char> given = stackalloc char[Base64Url.GetEncodedLength(MaxSize)];
        return Base64Url.IsValid(text, out var length)
            && length <= bytes.Length
            && Base64Url.TryDecodeFromChars(text, bytes, out size)
            && Base64Url.TryEncodeToChars(bytes[..size], given, out var written)
            && given[..written].SequenceEqual(text);
    }

    private static void Checksum(ReadOnlySpan<byte> bytes, Span<byte> destination)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        hash[..ChecksumSize].CopyTo(destination);
    }

    private static ArgumentException Malformed() => new("The cursor is malformed. Pass the Next value of the previous page unchanged.", "cursor");
}
