using System.Globalization;

namespace Conversations.Deliverer;

/// <summary>Sends to the rooms of a run, one message after the other, until it is stopped.</summary>
internal static class Sending
{
    private static readonly UserId _alice = new("alice");

    internal static async Task SendAsync(IConversations conversations, string host, int sender, int rooms, CancellationToken cancellationToken)
    {
        for (var number = 0; !cancellationToken.IsCancellationRequested; number++)
        {
            var room = new ConversationId(string.Create(CultureInfo.InvariantCulture, $"room-{(sender + number) % rooms}"));
            var message = new MessageId(string.Create(CultureInfo.InvariantCulture, $"{host}-{sender}-{number}"));
            try
            {
                await conversations.CreateIfNotExistsAsync(room, new() { Participants = [new(_alice)] }, CancellationToken.None);
                await conversations.SendAsync(room, _alice, $"{room}/{message}", message, cancellationToken: CancellationToken.None);
            }
            catch (ConversationsException)
            {
                // The database may be away. What was committed is read from the log.
            }
        }
    }
}
