namespace Conversations;

/// <summary>What was given of a conversation to those who watch all of theirs.</summary>
/// <param name="epoch">During which time without a break users watched.</param>
/// <param name="from">The version after which everything was given.</param>
/// <param name="upTo">The version up to which everything was given.</param>
internal sealed class GivenRange(int epoch, long from, long upTo)
{
    internal int Epoch => epoch;

    internal long From => from;

    internal long UpTo => upTo;
}
