using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>
/// Identifies a message within its conversation. If the caller chooses the id, it is safe to send the message again: it is stored
/// only once.
/// </summary>
/// <remarks>
/// An id has 1 to 255 bytes of UTF-8. It is well-formed Unicode without control, format and line separator characters (the
/// categories Cc, Cf, Zl and Zp), and without white space at either end. Ids are never normalized, trimmed or case-folded: two ids
/// are equal only if they have the same characters. They are ordered by code point. <c>default</c> contains no id, and every method
/// that expects an id throws for it.
/// </remarks>
[JsonConverter(typeof(MessageIdJsonConverter))]
public readonly struct MessageId : IEquatable<MessageId>, IComparable<MessageId>, IParsable<MessageId>
{
    /// <summary>Initializes an id with text that the app chose.</summary>
    /// <param name="value">The id, 1 to 255 bytes of UTF-8.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    /// <exception cref="ArgumentException">
    /// <paramref name="value"/> breaks the rule for ids. The message says how, and does not repeat the value.
    /// </exception>
    public MessageId(string value) => Stored = Identifier.Check(value, nameof(value));

    /// <summary>Gets the id as text.</summary>
    /// <exception cref="InvalidOperationException">This is <c>default</c>, which contains no id.</exception>
    public string Value => Stored ?? throw new InvalidOperationException("A default MessageId holds no id.");

    /// <summary>Gets whether this is <c>default</c>, which contains no id.</summary>
    public bool IsDefault => Stored is null;

    private string? Stored { get; init; }

    /// <summary>Creates an id from a numeric key, in decimal digits. The result is the same in every culture.</summary>
    /// <param name="key">The key. The id of a negative key begins with a hyphen.</param>
    /// <returns>The id.</returns>
    public static MessageId From(long key) => FromStored(key.ToString(CultureInfo.InvariantCulture));

    /// <summary>Creates an id from a GUID: 32 lower-case hexadecimal digits in five groups, separated by hyphens.</summary>
    /// <param name="key">The key.</param>
    /// <returns>The id.</returns>
    public static MessageId From(Guid key) => FromStored(key.ToString("D"));

    /// <summary>Creates a new id: a UUID of version 7 (RFC 9562), so ids sort by the time at which they were created.</summary>
    /// <param name="time">
    /// The clock, or null for the system clock. A UUID of version 7 cannot hold a time before 1970, so the beginning of 1970 is used then.
    /// </param>
    /// <returns>The id.</returns>
    public static MessageId New(TimeProvider? time = null)
    {
        var now = (time ?? TimeProvider.System).GetUtcNow();
        return From(Guid.CreateVersion7(now < DateTimeOffset.UnixEpoch ? DateTimeOffset.UnixEpoch : now));
    }

    /// <summary>Converts text to an id. The rule is the same as that of the constructor.</summary>
    /// <param name="s">The id, 1 to 255 bytes of UTF-8.</param>
    /// <param name="provider">Not used, because ids do not depend on a culture.</param>
    /// <returns>The id.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="s"/> is null.</exception>
    /// <exception cref="FormatException">
    /// <paramref name="s"/> breaks the rule for ids. The message says how, and does not repeat the text.
    /// </exception>
    public static MessageId Parse(string s, IFormatProvider? provider = null)
    {
        ArgumentNullException.ThrowIfNull(s);
        return Identifier.Problem(s) is { } problem ? throw new FormatException(problem) : FromStored(s);
    }

    /// <summary>Converts text to an id, if it is a valid one.</summary>
    /// <param name="s">The text, or null, which is not a valid id.</param>
    /// <param name="result">The id, or <c>default</c> if the text is not a valid id.</param>
    /// <returns>True if the text is a valid id; otherwise false.</returns>
    public static bool TryParse([NotNullWhen(true)] string? s, out MessageId result) => TryParse(s, null, out result);

    /// <summary>Converts text to an id, if it is a valid one.</summary>
    /// <param name="s">The text, or null, which is not a valid id.</param>
    /// <param name="provider">Not used, because ids do not depend on a culture.</param>
    /// <param name="result">The id, or <c>default</c> if the text is not a valid id.</param>
    /// <returns>True if the text is a valid id; otherwise false.</returns>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out MessageId result)
    {
        result = s is not null && Identifier.Problem(s) is null ? FromStored(s) : default;
        return !result.IsDefault;
    }

    /// <summary>Compares two ids by code point, which is the order of ids in every store.</summary>
    /// <param name="other">The id to compare with. <c>default</c> comes first.</param>
    /// <returns>
    /// A negative number if this id comes first, 0 if both are equal, or a positive number if <paramref name="other"/> comes first.
    /// </returns>
    public int CompareTo(MessageId other) => Identifier.Compare(Stored, other.Stored);

    /// <inheritdoc/>
    public bool Equals(MessageId other) => string.Equals(Stored, other.Stored, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is MessageId other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Stored is null ? 0 : string.GetHashCode(Stored, StringComparison.Ordinal);

    /// <summary>Returns the id as text.</summary>
    /// <returns>The text of the id, or an empty string for <c>default</c>.</returns>
    public override string ToString() => Stored ?? "";

    /// <summary>Returns whether two ids have the same characters.</summary>
    public static bool operator ==(MessageId left, MessageId right) => left.Equals(right);

    /// <summary>Returns whether two ids have different characters.</summary>
    public static bool operator !=(MessageId left, MessageId right) => !left.Equals(right);

    /// <summary>Returns whether the left id comes before the right one, compared by code point.</summary>
    public static bool operator <(MessageId left, MessageId right) => left.CompareTo(right) < 0;

    /// <summary>Returns whether the left id comes before the right one or is equal to it, compared by code point.</summary>
    public static bool operator <=(MessageId left, MessageId right) => left.CompareTo(right) <= 0;

    /// <summary>Returns whether the left id comes after the right one, compared by code point.</summary>
    public static bool operator >(MessageId left, MessageId right) => left.CompareTo(right) > 0;

    /// <summary>Returns whether the left id comes after the right one or is equal to it, compared by code point.</summary>
    public static bool operator >=(MessageId left, MessageId right) => left.CompareTo(right) >= 0;

    /// <summary>
    /// Creates an id from text that a store kept, without a check. It is meant for stores, which return only ids that were checked
    /// before.
    /// </summary>
    /// <param name="value">The text that <see cref="ToString"/> returned; at least one character.</param>
    /// <returns>The id.</returns>
    /// <exception cref="ArgumentException"><paramref name="value"/> is null or empty.</exception>
    public static MessageId FromStored(string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(value);
        return new() { Stored = value };
    }
}
