namespace Conversations.Benchmarks;

/// <summary>A way to send a message so that it is on the disk when the call returns.</summary>
internal interface IContestant : IAsyncDisposable
{
    internal const string Text = "Is it still available?";

    string Name { get; }

    Task SendAsync(int user, int room);
}
