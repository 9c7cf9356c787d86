using Conversations;

namespace Quickstart;

/// <summary>What the handler has seen. Messages of several conversations come at the same time.</summary>
internal sealed class Counted
{
    private readonly Lock _lock = new();

    internal int Messages { get; private set; }

    internal string? Last { get; private set; }

    internal void Add(Message? message)
    {
        lock (_lock)
        {
            Messages++;
            Last = message?.Text ?? Last;
        }
    }
}
