using System.Reflection;
using Conversations.Decisions;
using Conversations.Storage;

namespace Conversations.Sqlite.Tests.History;

/// <summary>A store that does every fifth send wrongly, and everything else correctly.</summary>
public class WrongStore : DispatchProxy
{
    private IConversationStore _inner = null!;
    private Func<IConversationStore, Commit, Task<CommitOutcome>> _wrong = null!;
    private int _sends;

    internal static IConversationStore On(IConversationStore inner, Func<IConversationStore, Commit, Task<CommitOutcome>> wrong)
    {
        var store = Create<IConversationStore, WrongStore>();
        ((WrongStore)(object)store)._inner = inner;
        ((WrongStore)(object)store)._wrong = wrong;
        return store;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod!.Name == nameof(IConversationStore.CommitAsync)
        ? CommitAsync((IReadOnlyList<Commit>)args![0]!)
        : targetMethod.Invoke(_inner, args);

    private async Task<IReadOnlyList<CommitOutcome>> CommitAsync(IReadOnlyList<Commit> commits) => await Task.WhenAll(commits.Select(CommitAsync));

    private async Task<CommitOutcome> CommitAsync(Commit commit) => commit.Change is MessageSent && Interlocked.Increment(ref _sends) % 5 == 0
        ? await _wrong(_inner, commit)
        : (await _inner.CommitAsync([commit]))[0];
}
