namespace Conversations.Mistakes;

/// <summary>The mistakes that the contract must find, each by a test that finds it every time.</summary>
internal static partial class MistakeTable
{
    internal static IReadOnlyList<Mistake> All { get; } = [.. Erasing, .. Calls, .. Commits, .. Messages, .. Lists, .. Limits];

    internal static Mistake Find(string name) => All.Single(mistake => mistake.Name == name);
}
