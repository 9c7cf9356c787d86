using System.Buffers;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Unicode;

namespace Conversations;

/// <summary>HMAC-SHA256 (RFC 2104) under one secret, over the UTF-8 bytes of text. Safe from many threads at once.</summary>
/// <remarks>
/// Most of a one-shot HMAC is setting up its key, so states that hold the key already are kept, one per processor at
/// most. They are native handles with finalisers, so that whoever holds this need not dispose of it.
/// </remarks>
internal sealed class KeyedHmac
{
    private const int Piece = 256;
    private const int MaxUtf8BytesPerChar = 3;

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly byte[] _secret;

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly IncrementalHash?[] _idle = new IncrementalHash?[Environment.ProcessorCount];

    /// <summary>Takes a secret of any length; <see cref="Secret"/> holds the rule.</summary>
    internal KeyedHmac(byte[] secret) => _secret = secret;

    /// <summary>Computes the HMAC in lower-case hex.</summary>
    /// <param name="text">Well-formed text of any length.</param>
    /// <param name="parameter">The name of the caller's parameter, for the exception.</param>
    /// <exception cref="ArgumentException">The text has a lone surrogate.</exception>
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
            // Where it failed, it may hold a part of the text.
            state?.Dispose();
        }

        return Convert.ToHexStringLower(digest);
    }

    /// <summary>Computes one HMAC under a secret that is not kept.</summary>
    /// <param name="secret">The secret.</param>
    /// <param name="text">Well-formed text of any length.</param>
    /// <param name="digest">Takes the 32 bytes of the HMAC.</param>
    /// <param name="parameter">The name of the caller's parameter, for the exception.</param>
    /// <exception cref="ArgumentException">The text has a lone surrogate.</exception>
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
