namespace Conversations;

/// <summary>Registers a type as a user directory of the app.</summary>
internal sealed class UserDirectoryRegistration(Type type)
{
    internal Type Type => type;
}
