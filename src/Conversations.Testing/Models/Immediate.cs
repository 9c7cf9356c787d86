namespace Conversations.Testing;

/// <summary>Does something at the first progress of an erasure and at each further one, at once, where <see cref="Progress{T}"/> would later.</summary>
internal sealed class Immediate(Action act) : IProgress<ErasureProgress>
{
    public void Report(ErasureProgress value) => act();
}
