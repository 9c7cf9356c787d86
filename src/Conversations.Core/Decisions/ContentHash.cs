using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Conversations.Decisions;

/// <summary>A hash of the content that was first sent under a message id. It tells a retry from a conflict.</summary>
/// <remarks>
/// The hash has 16 bytes: the first half of the SHA-256 hash of the text, the id of the answered message and the custom data (its
/// keys in ordinal order), each with its length before it. It is computed from the content that the caller passed, before any send
/// policy changes it. An edit does not change it. <c>default</c> means that no hash is kept.
/// </remarks>
public readonly record struct ContentHash
{
    /// <summary>The length of the hash in bytes: 16.</summary>
    public const int Size = 16;

    private readonly ulong _high;
    private readonly ulong _low;

    /// <summary>Creates a hash from the bytes that a store kept.</summary>
    /// <param name="bytes">The 16 bytes that <see cref="CopyTo"/> wrote.</param>
    /// <exception cref="ArgumentException">There are not exactly 16 bytes.</exception>
    public ContentHash(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Size)
            throw new ArgumentException($"A content hash has {Size} bytes, but {bytes.Length} were given.", nameof(bytes));

        _high = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        _low = BinaryPrimitives.ReadUInt64BigEndian(bytes[sizeof(ulong)..]);
    }

    /// <summary>Copies the bytes of the hash.</summary>
    /// <param name="destination">The destination, at least 16 bytes long.</param>
    /// <exception cref="ArgumentOutOfRangeException">The destination is shorter than 16 bytes.</exception>
    public void CopyTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64BigEndian(destination, _high);
        BinaryPrimitives.WriteUInt64BigEndian(destination[sizeof(ulong)..], _low);
    }

    /// <summary>Returns the bytes of the hash.</summary>
    /// <returns>A new array of 16 bytes.</returns>
    public byte[] ToByteArray()
    {
        var bytes = new byte[Size];
        CopyTo(bytes);
        return bytes;
    }

    /// <summary>Returns the 16 bytes of the hash as 32 lower-case hexadecimal digits.</summary>
    /// <returns>The digits; all of them are 0 for <c>default</c>.</returns>
    public override string ToString() => $"{_high:x16}{_low:x16}";

    /// <summary>Computes the hash of the content of a message.</summary>
    /// <param name="text">The text, which must be well-formed Unicode.</param>
    /// <param name="custom">The app's own data.</param>
    /// <param name="replyTo">The id of the message that it answers, or null if it answers none.</param>
    /// <returns>The hash.</returns>
    /// <exception cref="ArgumentNullException">The text or the custom data is null.</exception>
    public static ContentHash Of(string text, CustomData custom, MessageId? replyTo)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(custom);
        // Nearly every message has a short text and no more. Such content fits into the buffer, is hashed in one call and allocates
        // nothing.
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

    /// <summary>Collects the content in a buffer on the stack. If the buffer is too small, it continues with an incremental hash.</summary>
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
