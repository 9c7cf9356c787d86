namespace Conversations.Histories;

/// <summary>Sends, and has taken down what came of it.</summary>
public sealed class HistoryClient(IConversations conversations, IHistory history)
{
    public async Task<Answer> SendAsync(Intent intent)
    {
        ArgumentNullException.ThrowIfNull(intent);
        history.Invoked(intent);
        var answer = await AnswerAsync(intent);
        history.Answered(intent.ConversationId, intent.MessageId, answer);
        return answer;
    }

    private async Task<Answer> AnswerAsync(Intent intent)
    {
        try
        {
            var (message, created) = await conversations.SendAsync(intent.ConversationId, intent.SenderId, intent.Text, intent.MessageId);
            return new Answer.Ok(message!.Sequence, message.CreatedAt, created);
        }
        catch (OutcomeUnknownException)
        {
            return new Answer.Unknown();
        }
        catch (StorageException)
        {
            return new Answer.Failed();
        }
    }
}
