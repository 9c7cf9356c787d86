using System.Threading.Channels;
using Conversations.Storage;

namespace Conversations.Tests.Storage;

/// <summary>A write that a test watches: it says when it begins, and ends only when the test lets it.</summary>
internal sealed class GatedWriter
{
    private readonly Channel<bool> _begun = Channel.CreateUnbounded<bool>();
    private readonly Channel<bool> _let = Channel.CreateUnbounded<bool>();

    /// <summary>Gets the names of the commits that were handed on, one list per write.</summary>
    internal List<string> Writes { get; } = [];

    internal Func<IReadOnlyList<Commit>, IReadOnlyList<CommitOutcome>> Answer { get; init; } =
        commits => [.. commits.Select(commit => OutcomeOf(Name(commit)))];

    internal static Commit CommitOf(string name) => new()
    {
        Change = new MessageSent { ConversationId = new("queue"), At = DateTimeOffset.UnixEpoch, MessageId = new(name) },
        Message = new() { Id = new(name), Text = name, Hash = default },
    };

    internal static string Name(Commit commit) => ((MessageSent)commit.Change).MessageId.Value;

    /// <summary>Gives the outcome that only the commit of this name gets.</summary>
    internal static CommitOutcome OutcomeOf(string name) => new CommitOutcome.Stored(string.GetHashCode(name, StringComparison.Ordinal));

    internal async Task<IReadOnlyList<CommitOutcome>> WriteAsync(IReadOnlyList<Commit> commits)
    {
        Writes.Add(string.Join(' ', commits.Select(Name)));
        await _begun.Writer.WriteAsync(true);
        await _let.Reader.ReadAsync();
        return Answer(commits);
    }

    /// <summary>Waits until one more write has begun.</summary>
    internal async Task BegunAsync() => await _begun.Reader.ReadAsync();

    internal void Let(int writes = 1)
    {
        for (var i = 0; i < writes; i++)
            _let.Writer.TryWrite(true);
    }
}
