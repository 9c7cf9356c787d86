using Xunit;

namespace Conversations.Testing;

/// <summary>A user of whom nothing can be mistaken: what no other place of any test has stands in their id, in their name and in their texts.</summary>
internal sealed record Marked
{
    internal Marked() => Id = new($"{IdMark} é|<b>");

    /// <summary>Gets the id, which a mention holds percent-encoded from its second part on.</summary>
    internal UserId Id { get; }

    internal string Name => $"{NameMark} of Wonderland";

    internal string Text => $"meet me at the {TextMark}";

    internal string Mention => $"<!!mention:{Uri.EscapeDataString(Id.Value)}|{Name}>";

    internal string IdMark { get; } = $"id{Guid.NewGuid():N}";

    private string NameMark { get; } = $"name{Guid.NewGuid():N}";

    private string TextMark { get; } = $"text{Guid.NewGuid():N}";

    /// <summary>Proves that a text has nothing of the user, or but the texts that they wrote.</summary>
    internal void AssertAbsent(string held, bool keptTexts)
    {
        string[] marks = keptTexts ? [IdMark, NameMark] : [IdMark, NameMark, TextMark];
        foreach (var mark in marks)
        {
            var at = held.IndexOf(mark, StringComparison.Ordinal);
            Assert.True(at < 0, at < 0 ? "" : $"'{mark}' is still there: …{held[Math.Max(0, at - 200)..Math.Min(held.Length, at + 80)]}…");
        }
    }
}
