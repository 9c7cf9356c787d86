namespace Conversations.Operations;

/// <summary>One thing that can be called over HTTP. It knows nothing of HTTP itself, so that a batch runs operations as requests do.</summary>
/// <param name="method">The method, in upper case.</param>
/// <param name="path">The path below the prefix, with the names of ids in braces.</param>
/// <param name="run">Does it.</param>
internal sealed class Operation(string method, string path, Func<Call, Task<Answer>> run)
{
    private readonly string[] _segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries);

    internal string Method => method;

    internal string Path => path;

    /// <summary>Gets a sentence for the description of the API.</summary>
    internal required string Summary { get; init; }

    /// <summary>Gets the type of the body of the request, or null if there is none.</summary>
    internal Type? Takes { get; init; }

    /// <summary>Gets the type of the body of the answer.</summary>
    internal required Type Gives { get; init; }

    /// <summary>Gets the parameters of the query.</summary>
    internal IReadOnlyList<string> Query { get; init; } = [];

    /// <summary>Gets whether the request may have the header <c>If-Match</c>.</summary>
    internal bool Matches { get; init; }

    internal Task<Answer> RunAsync(Call call) => run(call);

    /// <summary>Takes the ids from the end of a path.</summary>
    /// <param name="segments">The segments of the path, as they were sent. There may be more before those of this operation.</param>
    /// <returns>The ids by their names.</returns>
    /// <exception cref="RefusedException">A segment is no valid id.</exception>
    internal Dictionary<string, string> IdsOf(ReadOnlySpan<string> segments)
    {
        var ids = new Dictionary<string, string>(_segments.Length);
        var own = segments[Math.Max(segments.Length - _segments.Length, 0)..];
        if (!IsAt(own))
            throw new RefusedException(404, "OPERATION_NOT_FOUND", "There is no such endpoint.");

        for (var i = 0; i < _segments.Length; i++)
        {
            if (_segments[i][0] == '{')
                ids.Add(_segments[i][1..^1], RawPath.Decode(own[i]));
        }

        return ids;
    }

    /// <summary>Tells whether a path, without anything before it, is of this operation.</summary>
    internal bool IsAt(ReadOnlySpan<string> segments)
    {
        if (segments.Length != _segments.Length)
            return false;

        for (var i = 0; i < _segments.Length; i++)
        {
            if (_segments[i][0] != '{' && !string.Equals(_segments[i], RawPath.Decode(segments[i]), StringComparison.OrdinalIgnoreCase))
                return false;
        }

        return true;
    }
}
