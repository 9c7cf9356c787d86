using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace Conversations;

/// <summary>Computes HMAC-SHA256 (RFC 2104) with one key. The type is thread-safe.</summary>
/// <remarks>
/// A state that contains the key already is kept for the next call, so that a call allocates nothing. It is a native handle with a
/// finalizer, so the owner need not dispose of this object.
/// </remarks>
/// <param name="key">The key.</param>
internal sealed class WebhookHash(byte[] key)
{
    private const int MaxTimestampLength = 20;

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly byte[] _key = key;

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private IncrementalHash? _idle;

    internal ReadOnlySpan<byte> Key => _key;

    /// <summary>Computes the signature of a message: that of <c>id.timestamp.body</c>.</summary>
    /// <param name="id">Characters of ASCII, at most <see cref="WebhookSignature.MaxIdLength"/>.</param>
    /// <param name="timestamp">Digits, at most 20.</param>
    /// <param name="body">The body.</param>
    /// <param name="hash">Gets the <see cref="WebhookSignature.Size"/> bytes of the signature.</param>
    internal void Compute(ReadOnlySpan<char> id, ReadOnlySpan<char> timestamp, ReadOnlySpan<byte> body, Span<byte> hash)
    {
        Span<byte> head = stackalloc byte[WebhookSignature.MaxIdLength + MaxTimestampLength + 2];
        var length = Encoding.ASCII.GetBytes(id, head);
        head[length++] = (byte)'.';
        length += Encoding.ASCII.GetBytes(timestamp, head[length..]);
        head[length++] = (byte)'.';
        Compute(head[..length], body, hash);
    }

    /// <summary>Computes the signature of <c>timestamp.body</c>.</summary>
    /// <inheritdoc cref="Compute(ReadOnlySpan{char}, ReadOnlySpan{char}, ReadOnlySpan{byte}, Span{byte})"/>
    internal void Compute(ReadOnlySpan<char> timestamp, ReadOnlySpan<byte> body, Span<byte> hash)
    {
        Span<byte> head = stackalloc byte[MaxTimestampLength + 1];
        var length = Encoding.ASCII.GetBytes(timestamp, head);
        head[length++] = (byte)'.';
        Compute(head[..length], body, hash);
    }

    private void Compute(ReadOnlySpan<byte> head, ReadOnlySpan<byte> body, Span<byte> hash)
    {
        // If a call throws, its state is not used again.
        var state = Interlocked.Exchange(ref _idle, null) ?? IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _key);
        state.AppendData(head);
        state.AppendData(body);
        state.GetHashAndReset(hash);
        if (Interlocked.CompareExchange(ref _idle, state, null) is not null)
            state.Dispose();
    }
}
