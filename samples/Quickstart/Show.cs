using Conversations;

namespace Quickstart;

/// <summary>Prints the titles, rows and messages of the tour.</summary>
internal static class Show
{
    internal static void Title(string text) => Console.WriteLine($"{Environment.NewLine}{text}");

    internal static void Row(string name, object value) => Console.WriteLine($"  {name,-17} {value}");

    internal static void Message(Message message)
    {
        var sender = message.SenderId?.Value ?? "(the app)";
        var answered = message.RepliedTo is { } original ? $"  ↩ {original.SenderId}: {original.Text}" : "";
        var reactions = string.Concat(message.Reactions.Select(reaction => $"  {reaction.Emoji} {reaction.Count}"));
        Console.WriteLine($"  {message.Sequence}  {sender,-10} {message.Text}{reactions}{answered}");
    }
}
