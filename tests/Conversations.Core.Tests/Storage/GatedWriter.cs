using System.Collections.Concurrent;
using System.Threading.Channels;
using Conversations.Decisions;

namespace Conversations.Tests.Storage;

/// <summary>
/// A write that a test controls: it signals when it begins, and it ends only after the test calls
/// <see cref="ReleaseWrites"/>.
/// </summary>
internal sealed class GatedWriter
{
    private static readonly ConcurrentDictionary<string, CommitOutcome> _outcomes = [];

    private readonly Channel<bool> _begun = Channel.CreateUnbounded<bool>();
    private readonly Channel<bool> _released = Channel.CreateUnbounded<bool>();

    /// <summary>Gets the names of the written commits: one string per write, with the names separated by spaces.</summary>
    internal List<string> Writes { get; } = [];

    internal Func<IReadOnlyList<Commit>, IReadOnlyList<CommitOutcome>> Answer { get; init; } =
        commits => [.. commits.Select(commit => OutcomeOf(Name(commit)))];

    internal static Commit CommitOf(string name) => new()
    {
        Change = new MessageSent { ConversationId = new("queue"), At = DateTimeOffset.UnixEpoch, MessageId = new(name) },
        Message = new() { Id = new(name), Text = name, Hash = default },
    };

    internal static string Name(Commit commit) => ((MessageSent)commit.Change).MessageId.Value;

    /// <summary>Returns the outcome of the commit with this name: always the same object, which differs from the outcomes of other names.</summary>
    internal static CommitOutcome OutcomeOf(string name) =>
        _outcomes.GetOrAdd(name, static one => new CommitOutcome.Stored(string.GetHashCode(one, StringComparison.Ordinal)));

    internal async Task<IReadOnlyList<CommitOutcome>> WriteAsync(IReadOnlyList<Commit> commits)
    {
        Writes.Add(string.Join(' ', commits.Select(Name)));
        await _begun.Writer.WriteAsync(true);
        await _released.Reader.ReadAsync();
        return Answer(commits);
    }

    /// <summary>Waits until one more write has begun.</summary>
    internal async Task WaitForBeginAsync() => await _begun.Reader.ReadAsync();

    internal void ReleaseWrites(int writes = 1)
    {
        for (var i = 0; i < writes; i++)
            _released.Writer.TryWrite(true);
    }
}
