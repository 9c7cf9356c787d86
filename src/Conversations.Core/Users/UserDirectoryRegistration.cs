namespace Conversations;

/// <summary>That a type is the app's directory of users.</summary>
internal sealed record UserDirectoryRegistration(Type Type);
