using System.Buffers;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Unicode;

namespace Conversations;

/// <summary>Computes the HMAC-SHA256 (RFC 2104) of the UTF-8 bytes of text with one secret. The type is thread-safe.</summary>
/// <remarks>
/// A one-shot HMAC spends most of its time on the setup of its key. So states that already contain the key are kept, at most one
/// for each processor. They are native handles with finalizers, so the owner of this object does not need to dispose of it.
/// </remarks>
internal sealed class KeyedHmac
{
    private const int Piece = 256;
    private const int MaxUtf8BytesPerChar = 3;

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly byte[] _secret;

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly IncrementalHash?[] _idle = new IncrementalHash?[Environment.ProcessorCount];

    /// <summary>Initializes the object with a secret of any length. <see cref="Secret"/> checks the rule for secrets.</summary>
    internal KeyedHmac(byte[] secret) => _secret = secret;

    /// <summary>Computes the HMAC in lower-case hexadecimal digits.</summary>
    /// <param name="text">Well-formed text of any length.</param>
    /// <param name="parameter">The name of the parameter of the caller, for the exception.</param>
    /// <exception cref="ArgumentException">The text contains a lone surrogate.</exception>
    internal string ComputeHex(ReadOnlySpan<char> text, string parameter)
    {
        Span<byte> digest = stackalloc byte[HMACSHA256.HashSizeInBytes];
        IncrementalHash? state = Rent();
        try
        {
            Compute(state, text, digest, parameter);
            Return(state);
            state = null;
        }
        finally
        {
            // After a failure, the state may contain a part of the text, so it must not be used again.
            state?.Dispose();
        }

        return Convert.ToHexStringLower(digest);
    }

    /// <summary>Computes one HMAC with a secret that is not kept.</summary>
    /// <param name="secret">The secret.</param>
    /// <param name="text">Well-formed text of any length.</param>
    /// <param name="digest">The buffer for the 32 bytes of the HMAC.</param>
    /// <param name="parameter">The name of the parameter of the caller, for the exception.</param>
    /// <exception cref="ArgumentException">The text contains a lone surrogate.</exception>
    internal static void Once(ReadOnlySpan<byte> secret, ReadOnlySpan<char> text, Span<byte> digest, string parameter)
    {
        using var state = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secret);
        Compute(state, text, digest, parameter);
    }

    private static void Compute(IncrementalHash state, ReadOnlySpan<char> text, Span<byte> digest, string parameter)
    {
        Span<byte> utf8 = stackalloc byte[Piece * MaxUtf8BytesPerChar];
        while (!text.IsEmpty)
        {
            var piece = Utf16.TakePiece(ref text, Piece);
            if (Utf8.FromUtf16(piece, utf8, out _, out var bytes, replaceInvalidSequences: false) != OperationStatus.Done)
                throw new ArgumentException("An id must be well-formed Unicode, but has a lone surrogate.", parameter);

            state.AppendData(utf8[..bytes]);
        }

        state.GetHashAndReset(digest);
    }

    private IncrementalHash Rent()
    {
        var start = Thread.GetCurrentProcessorId();
        for (var i = 0; i < _idle.Length; i++)
        {
            ref var slot = ref _idle[(uint)(start + i) % (uint)_idle.Length];
            if (Volatile.Read(ref slot) is not null && Interlocked.Exchange(ref slot, null) is { } state)
                return state;
        }

        return IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _secret);
    }

    private void Return(IncrementalHash state)
    {
        var start = Thread.GetCurrentProcessorId();
        for (var i = 0; i < _idle.Length; i++)
        {
            ref var slot = ref _idle[(uint)(start + i) % (uint)_idle.Length];
            if (Interlocked.CompareExchange(ref slot, state, null) is null)
                return;
        }

        state.Dispose();
    }
}
