using Conversations.Decisions;

namespace Conversations.Testing;

/// <summary>One command of a random list: its text, how the library runs it, and how the pure model runs it.</summary>
/// <param name="Text">The command as text, for the message of a failure.</param>
/// <param name="Run">Runs the command on the library and returns the result.</param>
/// <param name="Expect">Runs the command on the model and returns the next model and the result that the library must return.</param>
internal sealed record ModelStep(
    string Text,
    Func<IConversations, Task<object?>> Run,
    Func<ConversationModel, DecisionContext, (ConversationModel Next, object? Result)> Expect)
{
    /// <summary>Gets how far the command moves the clock, before it runs.</summary>
    internal TimeSpan Moves { get; init; }

    /// <summary>Runs the command on the model. A refusal is a result too.</summary>
    internal (ConversationModel Next, object? Result) ExpectOf(ConversationModel model, in DecisionContext context)
    {
        try
        {
            return Expect(model, context);
        }
        catch (ConversationsException error)
        {
            return (model, error);
        }
    }
}
