namespace Conversations;

/// <summary>What the JSON form of a property needs to know apart from its name and its type.</summary>
[Flags]
internal enum PropertyTraits
{
    /// <summary>The property may be missing and, if its type allows it, null. An init accessor or a constructor takes its value.</summary>
    None = 0,

    /// <summary>The property must not be missing. Every argument of a constructor is, unless it is nullable or has a default.</summary>
    Required = 1,

    /// <summary>The property is of a reference type, and is never null.</summary>
    NotNull = 2,

    /// <summary>The property is written, and never read.</summary>
    Computed = 4,

    /// <summary>The property is an argument of a constructor, with the default of its type as default value.</summary>
    Optional = 8,
}
