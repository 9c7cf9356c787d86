using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Conversations;

/// <summary>Attempts: some that failed in a conversation, or some that succeeded in any.</summary>
/// <param name="At">When.</param>
/// <param name="Conversation">A number that stands for the conversation, so that the state holds no ids.</param>
/// <param name="Failed">The number of failures.</param>
/// <param name="Succeeded">The number of successes.</param>
internal sealed record CircuitSample(DateTimeOffset At, int Conversation, int Failed, int Succeeded)
{
    internal static CircuitSample Failure(DateTimeOffset at, ConversationId conversation) => new(
        at, BinaryPrimitives.ReadInt32LittleEndian(SHA256.HashData(Encoding.Unicode.GetBytes(conversation.Value))), Failed: 1, Succeeded: 0);
}
