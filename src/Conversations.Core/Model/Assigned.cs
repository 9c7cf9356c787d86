namespace Conversations;

/// <summary>Contains the value of a property of a patch, and whether it was assigned. Null can be assigned too.</summary>
internal readonly struct Assigned<T>(T value)
{
    /// <summary>Gets the assigned value, or the default of the type if no value was assigned.</summary>
    internal T? Value { get; } = value;

    /// <summary>Gets whether a value was assigned.</summary>
    internal bool IsAssigned { get; } = true;

    /// <summary>Returns the assigned value, or the current one if no value was assigned.</summary>
    internal T? Or(T? current) => IsAssigned ? Value : current;
}
