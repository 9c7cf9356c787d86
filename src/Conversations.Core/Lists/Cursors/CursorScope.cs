using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Conversations;

/// <summary>
/// Identifies the list that a cursor belongs to: a hash of 8 bytes over the kind of the list and all its parameters.
/// </summary>
internal readonly struct CursorScope
{
    internal const int Size = sizeof(ulong);

    private readonly ulong _value;

    private CursorScope(ulong value) => _value = value;

    internal static CursorScope Of(string list, params ReadOnlySpan<string> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, list);
        foreach (var part in parts)
            Append(hash, part);

        return new(BinaryPrimitives.ReadUInt64BigEndian(hash.GetHashAndReset()));
    }

    internal void CopyTo(Span<byte> destination) => BinaryPrimitives.WriteUInt64BigEndian(destination, _value);

    private static void Append(IncrementalHash hash, string part)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        var bytes = StrictUtf8.Encoding.GetBytes(part);
        BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }
}
