namespace Conversations.Histories;

/// <summary>Sends messages and records each call and its answer.</summary>
/// <param name="conversations">Sends the messages.</param>
/// <param name="history">Records the calls and answers.</param>
/// <param name="onError">Gets the exception behind each failed or unknown answer; null if no one needs it.</param>
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
