namespace Conversations.Benchmarks;

/// <summary>What the other libraries deliver: the message with its text, as the handlers of this library are given it.</summary>
public sealed record SentMessage(string ConversationId, string MessageId, string SenderId, string Text, DateTimeOffset At)
{
    internal static SentMessage Of(int number, int rooms) => new(
        StoreApp.Room(number % rooms).Value, $"message-{number:D26}", StoreApp.User(0).Value, IContestant.Text, TimeProvider.System.GetUtcNow());
}
