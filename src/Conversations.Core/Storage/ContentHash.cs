using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Conversations.Storage;

/// <summary>A fingerprint of what was first sent under a message id, which tells a retry from a conflict.</summary>
/// <remarks>
/// 16 bytes: the first half of the SHA-256 of text, custom data (its keys in ordinal order) and the answered message, each
/// with its length before it. It is taken of what the caller gave, before any send policy, and edits leave it alone.
/// </remarks>
public readonly record struct ContentHash
{
    /// <summary>The length in bytes.</summary>
    public const int Size = 16;

    private readonly ulong _high;
    private readonly ulong _low;

    /// <summary>Takes a hash that a store kept.</summary>
    /// <param name="bytes">The bytes as <see cref="CopyTo"/> gave them.</param>
    /// <exception cref="ArgumentException">There are not exactly 16 bytes.</exception>
    public ContentHash(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Size)
            throw new ArgumentException($"A content hash has {Size} bytes, but these are {bytes.Length}.", nameof(bytes));

        _high = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        _low = BinaryPrimitives.ReadUInt64BigEndian(bytes[sizeof(ulong)..]);
    }

    /// <summary>Writes the hash as bytes.</summary>
    /// <param name="destination">Room for 16 bytes.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is less room.</exception>
    public void CopyTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64BigEndian(destination, _high);
        BinaryPrimitives.WriteUInt64BigEndian(destination[sizeof(ulong)..], _low);
    }

    /// <summary>Takes the fingerprint of a message.</summary>
    /// <param name="text">The text, well-formed.</param>
    /// <param name="custom">The app's own data.</param>
    /// <param name="replyTo">The message that it answers; null = none.</param>
    /// <returns>The fingerprint.</returns>
    public static ContentHash Of(string text, CustomData custom, MessageId? replyTo)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(custom);
        // A short text without more, which is nearly every message, is hashed in one call, without allocating.
        Span<byte> buffer = stackalloc byte[1024];
        var writer = new Writer(buffer);
        writer.Write(text);
        writer.Write(replyTo?.Value ?? "");
        if (custom.Count > 0)
        {
            foreach (var (key, value) in custom.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            {
                writer.Write(key);
                writer.Write(value);
            }
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        writer.Finish(hash);
        return new(hash[..Size]);
    }

    /// <summary>Gathers in a buffer on the stack, and goes on in an incremental hash where that is too small.</summary>
    private ref struct Writer(Span<byte> buffer)
    {
        private readonly Span<byte> _buffer = buffer;
        private int _used;
        private IncrementalHash? _overflow;

        internal void Write(string text)
        {
            var bytes = StrictUtf8.Encoding.GetByteCount(text);
            if (_used + sizeof(int) + bytes > _buffer.Length)
                Flush();

            if (sizeof(int) + bytes <= _buffer.Length)
            {
                BinaryPrimitives.WriteInt32LittleEndian(_buffer[_used..], bytes);
                StrictUtf8.Encoding.GetBytes(text, _buffer[(_used + sizeof(int))..]);
                _used += sizeof(int) + bytes;
                return;
            }

            BinaryPrimitives.WriteInt32LittleEndian(_buffer, bytes);
            _used = sizeof(int);
            Flush();
            _overflow!.AppendData(StrictUtf8.Encoding.GetBytes(text));
        }

        internal void Finish(Span<byte> hash)
        {
            if (_overflow is null)
            {
                SHA256.HashData(_buffer[.._used], hash);
                return;
            }

            _overflow.AppendData(_buffer[.._used]);
            _overflow.GetHashAndReset(hash);
            _overflow.Dispose();
        }

        private void Flush()
        {
            _overflow ??= IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            _overflow.AppendData(_buffer[.._used]);
            _used = 0;
        }
    }
}
