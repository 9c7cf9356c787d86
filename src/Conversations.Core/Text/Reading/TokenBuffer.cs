using System.Buffers;

namespace Conversations;

/// <summary>Tokens in order: in memory of the caller while they are few, then in a rented array.</summary>
internal ref struct TokenBuffer(Span<Token> initial)
{
    /// <summary>How many tokens a caller best has room for: as many as most messages have.</summary>
    internal const int InitialLength = 24;

    private Span<Token> _tokens = initial;
    private Token[]? _rented;

    internal int Count { get; private set; }

    internal readonly ReadOnlySpan<Token> Written => _tokens[..Count];

    internal void Add(Token token)
    {
        if (Count == _tokens.Length)
            Grow();

        _tokens[Count++] = token;
    }

    /// <summary>Makes another kind of a token.</summary>
    internal readonly void Turn(int index, TokenKind kind) => _tokens[index] = _tokens[index] with { Kind = kind };

    /// <summary>Gives the array back; the buffer is not used again.</summary>
    internal void Return()
    {
        if (_rented is not null)
            ArrayPool<Token>.Shared.Return(_rented);

        this = default;
    }

    private void Grow()
    {
        var larger = ArrayPool<Token>.Shared.Rent(Math.Max(4 * InitialLength, 2 * Count));
        Written.CopyTo(larger);
        if (_rented is not null)
            ArrayPool<Token>.Shared.Return(_rented);

        _tokens = _rented = larger;
    }
}
