namespace Conversations;

/// <summary>Registers a type as a send policy of the app.</summary>
internal sealed record SendPolicyRegistration(Type Type);
