namespace Conversations.Testing;

/// <summary>How a call ended: with a value, or with an error.</summary>
internal readonly record struct Try<T>(T? Value, Exception? Error)
{
    internal bool Succeeded => Error is null;
}
