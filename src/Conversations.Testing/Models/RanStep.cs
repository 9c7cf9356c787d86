using System.Globalization;

namespace Conversations.Testing;

/// <summary>A command of a random list that ran.</summary>
/// <param name="Index">Its index in the whole list.</param>
/// <param name="Text">The command as text.</param>
/// <param name="Version">The version of the model afterwards, or null if the command changed nothing.</param>
internal sealed record RanStep(int Index, string Text, long? Version)
{
    public override string ToString() =>
        Version is { } version ? string.Create(CultureInfo.InvariantCulture, $"{Text} (version {version})") : $"{Text} (changes nothing)";
}
