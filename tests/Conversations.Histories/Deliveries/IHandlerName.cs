namespace Conversations.Histories.Deliveries;

/// <summary>Gives a handler its name. Each handler is a type of its own, because a call does not tell its name.</summary>
public interface IHandlerName
{
    /// <summary>Gets the name.</summary>
    static abstract string Name { get; }
}
