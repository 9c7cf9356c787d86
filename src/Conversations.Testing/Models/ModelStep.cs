namespace Conversations.Testing;

/// <summary>One command of a list: what it is, how the library runs it, and what the pure model makes of it.</summary>
/// <param name="Text">The command in words, for the message of a failure.</param>
/// <param name="Run">Runs it on the library and gives what that gave.</param>
/// <param name="Expect">Runs it on the model and gives the model afterwards and what the library must give.</param>
internal sealed record ModelStep(
    string Text,
    Func<IConversations, Task<object?>> Run,
    Func<ConversationModel, DecisionContext, (ConversationModel Next, object? Result)> Expect);
