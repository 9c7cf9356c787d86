namespace Conversations.Benchmarks;

/// <summary>What a caller of the load program does.</summary>
internal enum Operation
{
    Send,
    Page,
    Inbox,
    MarkAsRead,
}
