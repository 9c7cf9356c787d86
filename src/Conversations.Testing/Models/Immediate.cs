namespace Conversations.Testing;

/// <summary>
/// Runs an action synchronously at each progress report of an erasure. <see cref="Progress{T}"/> would run it later.
/// </summary>
internal sealed class Immediate(Action act) : IProgress<ErasureProgress>
{
    public void Report(ErasureProgress value) => act();
}
