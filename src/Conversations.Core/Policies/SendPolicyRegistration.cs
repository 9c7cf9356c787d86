namespace Conversations;

/// <summary>Registers a type as a send policy of the app.</summary>
internal sealed class SendPolicyRegistration(Type type)
{
    internal Type Type => type;
}
