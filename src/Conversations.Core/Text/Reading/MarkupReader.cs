using System.Buffers;

namespace Conversations;

/// <summary>
/// Splits a text into tokens that cover it without a gap. This part reads lines, bullets and spans; the other part reads code,
/// links and mentions.
/// </summary>
/// <remarks>
/// Code, links and mentions (the atoms) are found first, and markers are searched only between them. So a marker inside of a URL is
/// not a marker. Every search goes forward from the end of the previous one, or back by a bounded length.
/// </remarks>
internal ref partial struct MarkupReader
{
    private const int None = -1;
    private static readonly SearchValues<char> MarkersAndBreaks = SearchValues.Create("*_~\r\n");

    private readonly ReadOnlySpan<char> _text;
    private readonly MarkupOptions _options;
    private TokenBuffer _tokens;
    private List<string>? _values;

    private int _textStart;
    private bool _inBullet;

    // For each style, the index of the token of the opening marker that has no closing marker yet.
    private int _bold = None;
    private int _italic = None;
    private int _strike = None;

    // The index of the last character that makes a span worth displaying, up to the index that was searched so far (_lookedTo).
    private int _lastWord = None;
    private int _lookedTo;

    private int _mentions;

    internal MarkupReader(ReadOnlySpan<char> text, MarkupOptions options, Span<Token> initial)
    {
        _text = text;
        _options = options;
        _tokens = new(initial);
    }

    /// <summary>Gets the number of characters that were examined. A character that is examined twice counts twice.</summary>
    internal long Steps { get; private set; }

    internal readonly ReadOnlySpan<Token> Tokens => _tokens.Written;

    /// <summary>Gets whether the text contains markup that is not part of the visible text.</summary>
    internal bool HidesAnything { get; private set; }

    internal readonly string Value(Token token) => _values![token.Value];

    internal void Read()
    {
        StartLine(0);
        var at = 0;
        while (FindAtom(at, out var atom))
        {
            ReadBetween(at, atom.Start);
            AddAtom(atom);
            at = atom.End;
        }

        ReadBetween(at, _text.Length);
        EndLine(_text.Length);
    }

    /// <summary>Ends the reading. The reader and its tokens must not be used afterwards.</summary>
    internal void Return() => _tokens.Return();

    private void AddAtom(Token atom)
    {
        if (atom.Kind == TokenKind.Text)
            return;

        FlushText(atom.Start);
        _tokens.Add(atom);
        _textStart = atom.End;
        HidesAnything |= atom.Kind != TokenKind.BareLink;
        if (atom.Kind == TokenKind.Code && Lines.Has(_text[atom.Start..atom.End]))
            ForgetMarkers();
    }

    private void ReadBetween(int at, int end)
    {
        while (at < end)
        {
            var found = _text[at..end].IndexOfAny(MarkersAndBreaks);
            Steps += found < 0 ? end - at : found + 1;
            if (found < 0)
                return;

            at += found;
            if (_text[at] is '\r' or '\n')
            {
                EndLine(at);
                var next = at + Lines.BreakLength(_text, at);
                _tokens.Add(new(TokenKind.LineBreak, at, next));
                at = _textStart = next;
                StartLine(at);
            }
            else
            {
                ReadMarker(at);
                at++;
            }
        }
    }

    private void StartLine(int at)
    {
        if (at + 2 >= _text.Length || _text[at] is not ('-' or '*' or '+') || _text[at + 1] != ' ' || _text[at + 2] is '\r' or '\n')
            return;

        _tokens.Add(new(TokenKind.BulletStart, at, at + 2));
        _textStart = at + 2;
        _inBullet = true;
    }

    private void EndLine(int at)
    {
        FlushText(at);
        ForgetMarkers();
        if (_inBullet)
            _tokens.Add(new(TokenKind.BulletEnd, at, at));

        _inBullet = false;
    }

    private void ReadMarker(int at)
    {
        var marker = _text[at];
        if (at < _textStart || (at > 0 && _text[at - 1] == marker) || (at + 1 < _text.Length && _text[at + 1] == marker))
            return;

        ref var open = ref OpenMarker(marker);
        if (open != None)
        {
            if (!char.IsWhiteSpace(_text[at - 1]) && !WordCharacters.IsWordAfter(_text, at) && HoldsWord(_tokens.Written[open].End, at))
                EndSpan(open, at);
        }
        else if (at + 1 < _text.Length && !char.IsWhiteSpace(_text[at + 1]) && !WordCharacters.IsWordBefore(_text, at))
        {
            FlushText(at);
            open = _tokens.Count;
            _tokens.Add(new(TokenKind.Text, at, at + 1));
            _textStart = at + 1;
        }
    }

    private void EndSpan(int open, int at)
    {
        FlushText(at);
        _tokens.Turn(open, TokenKind.SpanStart);
        _tokens.Add(new(TokenKind.SpanEnd, at, at + 1));
        _textStart = at + 1;
        HidesAnything = true;

        // This span is closed, and a span that was opened inside of it and not closed in it can no longer be closed.
        _bold = _bold < open ? _bold : None;
        _italic = _italic < open ? _italic : None;
        _strike = _strike < open ? _strike : None;
    }

    /// <summary>
    /// Returns whether there is more than ASCII punctuation between two markers. So <c>^_^ ^_^</c> stays plain text.
    /// </summary>
    private bool HoldsWord(int start, int end)
    {
        var at = end - 1;
        while (at >= _lookedTo && !WordCharacters.IsInWord(_text, at))
            at--;

        Steps += end - at;
        if (at >= _lookedTo)
            _lastWord = at;

        _lookedTo = end;
        return _lastWord >= start;
    }

    [System.Diagnostics.CodeAnalysis.UnscopedRef]
    private ref int OpenMarker(char marker)
    {
        if (marker == '*')
            return ref _bold;

        return ref marker == '_' ? ref _italic : ref _strike;
    }

    private void ForgetMarkers() => _bold = _italic = _strike = None;

    private void FlushText(int end)
    {
        if (end > _textStart)
            _tokens.Add(new(TokenKind.Text, _textStart, end));

        _textStart = end;
    }
}
