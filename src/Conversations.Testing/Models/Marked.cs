namespace Conversations.Testing;

/// <summary>
/// A user whose id, name and texts contain unique marks, so that a search finds every trace of the user and nothing else.
/// </summary>
internal sealed record Marked
{
    internal Marked() => Id = new($"{IdMark} é|<b>");

    /// <summary>Gets the id. A mention contains its part after the mark percent-encoded.</summary>
    internal UserId Id { get; }

    internal string Name => $"{NameMark} of Wonderland";

    internal string Text => $"meet me at the {TextMark}";

    internal string Mention => $"<!!mention:{Uri.EscapeDataString(Id.Value)}|{Name}>";

    internal string IdMark { get; } = $"id{Guid.NewGuid():N}";

    private string NameMark { get; } = $"name{Guid.NewGuid():N}";

    private string TextMark { get; } = $"text{Guid.NewGuid():N}";

    /// <summary>Asserts that a text contains nothing of the user, except the texts that they wrote if those are kept.</summary>
    internal void AssertAbsent(string held, bool keptTexts)
    {
        string[] marks = keptTexts ? [IdMark, NameMark] : [IdMark, NameMark, TextMark];
        foreach (var mark in marks)
        {
            var at = held.IndexOf(mark, StringComparison.Ordinal);
            Assert.True(
                at < 0,
                at < 0 ? "" : $"'{mark}' of the erased user is still stored: …{held[Math.Max(0, at - 200)..Math.Min(held.Length, at + 80)]}…");
        }
    }
}
