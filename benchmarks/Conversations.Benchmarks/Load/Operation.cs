namespace Conversations.Benchmarks;

/// <summary>The operations that a caller of the load program calls.</summary>
internal enum Operation
{
    Send,
    Page,
    Inbox,
    MarkAsRead,
}
