namespace Conversations.Benchmarks;

/// <summary>One of the ways to send that are compared. When the call returns, the message is on the disk.</summary>
internal interface IContestant : IAsyncDisposable
{
    internal const string Text = "Is it still available?";

    string Name { get; }

    Task SendAsync(int user, int room);
}
