using System.Buffers;

namespace Conversations;

/// <summary>A list of tokens. It uses the memory of the caller while the tokens fit, and then a rented array.</summary>
internal ref struct TokenBuffer(Span<Token> initial)
{
    /// <summary>The recommended number of tokens that the caller provides memory for: as many as most messages have.</summary>
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

    /// <summary>Changes the kind of a token.</summary>
    internal readonly void Turn(int index, TokenKind kind) => _tokens[index] = _tokens[index].As(kind);

    /// <summary>Returns the rented array to its pool. The buffer must not be used afterwards.</summary>
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
