using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>
/// Identifies a conversation. The app chooses or derives the id, and decides with it what one conversation is about.
/// </summary>
/// <remarks>
/// An id has 1 to 255 bytes of UTF-8. It is well-formed Unicode without control, format and line separator characters (the
/// categories Cc, Cf, Zl and Zp), and without white space at either end. Ids are never normalized, trimmed or case-folded: two ids
/// are equal only if they have the same characters. They are ordered by code point. <c>default</c> contains no id, and every method
/// that expects an id throws for it.
/// </remarks>
[JsonConverter(typeof(ConversationIdJsonConverter))]
public readonly struct ConversationId : IEquatable<ConversationId>, IComparable<ConversationId>, IParsable<ConversationId>
{
    /// <summary>Initializes an id with text that the app chose.</summary>
    /// <param name="value">The id, 1 to 255 bytes of UTF-8.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    /// <exception cref="ArgumentException">
    /// <paramref name="value"/> breaks the rule for ids. The message says how, and does not repeat the value.
    /// </exception>
    public ConversationId(string value) => Stored = Identifier.Check(value, nameof(value));

    /// <summary>Gets the id as text.</summary>
    /// <exception cref="InvalidOperationException">This is <c>default</c>, which contains no id.</exception>
    public string Value => Stored ?? throw new InvalidOperationException("A default ConversationId holds no id.");

    /// <summary>Gets whether this is <c>default</c>, which contains no id.</summary>
    public bool IsDefault => Stored is null;

    private string? Stored { get; init; }

    /// <summary>Creates an id from a numeric key, in decimal digits. The result is the same in every culture.</summary>
    /// <param name="key">The key. The id of a negative key begins with a hyphen.</param>
    /// <returns>The id.</returns>
    public static ConversationId From(long key) => FromStored(key.ToString(CultureInfo.InvariantCulture));

    /// <summary>Creates an id from a GUID: 32 lower-case hexadecimal digits in five groups, separated by hyphens.</summary>
    /// <param name="key">The key.</param>
    /// <returns>The id.</returns>
    public static ConversationId From(Guid key) => FromStored(key.ToString("D"));

    /// <summary>Converts text to an id. The rule is the same as that of the constructor.</summary>
    /// <param name="s">The id, 1 to 255 bytes of UTF-8.</param>
    /// <param name="provider">Not used, because ids do not depend on a culture.</param>
    /// <returns>The id.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="s"/> is null.</exception>
    /// <exception cref="FormatException">
    /// <paramref name="s"/> breaks the rule for ids. The message says how, and does not repeat the text.
    /// </exception>
    public static ConversationId Parse(string s, IFormatProvider? provider = null)
    {
        ArgumentNullException.ThrowIfNull(s);
        return Identifier.Problem(s) is { } problem ? throw new FormatException(problem) : FromStored(s);
    }

    /// <summary>Converts text to an id, if it is a valid one.</summary>
    /// <param name="s">The text, or null, which is not a valid id.</param>
    /// <param name="result">The id, or <c>default</c> if the text is not a valid id.</param>
    /// <returns>True if the text is a valid id; otherwise false.</returns>
    public static bool TryParse([NotNullWhen(true)] string? s, out ConversationId result) => TryParse(s, null, out result);

    /// <summary>Converts text to an id, if it is a valid one.</summary>
    /// <param name="s">The text, or null, which is not a valid id.</param>
    /// <param name="provider">Not used, because ids do not depend on a culture.</param>
    /// <param name="result">The id, or <c>default</c> if the text is not a valid id.</param>
    /// <returns>True if the text is a valid id; otherwise false.</returns>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out ConversationId result)
    {
        result = s is not null && Identifier.Problem(s) is null ? FromStored(s) : default;
        return !result.IsDefault;
    }

    /// <summary>Compares two ids by code point, which is the order of ids in every store.</summary>
    /// <param name="other">The id to compare with. <c>default</c> comes first.</param>
    /// <returns>
    /// A negative number if this id comes first, 0 if both are equal, or a positive number if <paramref name="other"/> comes first.
    /// </returns>
    public int CompareTo(ConversationId other) => Identifier.Compare(Stored, other.Stored);

    /// <inheritdoc/>
    public bool Equals(ConversationId other) => string.Equals(Stored, other.Stored, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ConversationId other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Stored is null ? 0 : string.GetHashCode(Stored, StringComparison.Ordinal);

    /// <summary>Returns the id as text.</summary>
    /// <returns>The text of the id, or an empty string for <c>default</c>.</returns>
    public override string ToString() => Stored ?? "";

    /// <summary>Returns whether two ids have the same characters.</summary>
    public static bool operator ==(ConversationId left, ConversationId right) => left.Equals(right);

    /// <summary>Returns whether two ids have different characters.</summary>
    public static bool operator !=(ConversationId left, ConversationId right) => !left.Equals(right);

    /// <summary>Returns whether the left id comes before the right one, compared by code point.</summary>
    public static bool operator <(ConversationId left, ConversationId right) => left.CompareTo(right) < 0;

    /// <summary>Returns whether the left id comes before the right one or is equal to it, compared by code point.</summary>
    public static bool operator <=(ConversationId left, ConversationId right) => left.CompareTo(right) <= 0;

    /// <summary>Returns whether the left id comes after the right one, compared by code point.</summary>
    public static bool operator >(ConversationId left, ConversationId right) => left.CompareTo(right) > 0;

    /// <summary>Returns whether the left id comes after the right one or is equal to it, compared by code point.</summary>
    public static bool operator >=(ConversationId left, ConversationId right) => left.CompareTo(right) >= 0;

    /// <summary>
    /// Creates an id from text that a store kept, without a check. It is meant for stores, which return only ids that were checked
    /// before.
    /// </summary>
    /// <param name="value">The text that <see cref="ToString"/> returned; at least one character.</param>
    /// <returns>The id.</returns>
    /// <exception cref="ArgumentException"><paramref name="value"/> is null or empty.</exception>
    public static ConversationId FromStored(string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(value);
        return new() { Stored = value };
    }
}
