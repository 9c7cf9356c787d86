namespace Conversations.Testing;

/// <summary>The result of a call: a value or an exception.</summary>
internal readonly record struct Try<T>(T? Value, Exception? Error)
{
    internal bool Succeeded => Error is null;
}
