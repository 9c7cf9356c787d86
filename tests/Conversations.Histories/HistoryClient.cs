namespace Conversations.Histories;

/// <summary>Sends, and has taken down what came of it.</summary>
/// <param name="conversations">What sends.</param>
/// <param name="history">What takes it down.</param>
/// <param name="onError">Hears of the errors that the answers failed and unknown stand for; null = nobody does.</param>
public sealed class HistoryClient(IConversations conversations, IHistory history, Action<Exception>? onError = null)
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
        catch (OutcomeUnknownException error)
        {
            onError?.Invoke(error);
            return new Answer.Unknown();
        }
        catch (StorageException error)
        {
            onError?.Invoke(error);
            return new Answer.Failed();
        }
    }
}
