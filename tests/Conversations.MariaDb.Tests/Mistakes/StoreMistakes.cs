namespace Conversations.MariaDb.Tests.Mistakes;

/// <summary>The mistakes in the source of the store, each with a test that finds it every time.</summary>
internal static partial class StoreMistakes
{
    internal static IReadOnlyList<StoreMistake> All { get; } = [.. Transactions, .. Commits, .. Reads, .. PersonalData];

    internal static StoreMistake Find(string name) => All.Single(mistake => mistake.Name == name);
}
