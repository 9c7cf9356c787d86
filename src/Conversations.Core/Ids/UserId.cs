using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>Names a user. The app chooses it: the key of its own user table, as a rule.</summary>
/// <remarks>
/// 1 to 255 bytes of UTF-8: well-formed Unicode without control, format and line separator characters (Cc, Cf, Zl, Zp)
/// and without white space at either end. Never normalised, trimmed or folded: two ids are equal only if they are the
/// same characters. Ordered by code point. <c>default</c> holds no id and is refused wherever an id is expected.
/// </remarks>
[JsonConverter(typeof(UserIdJsonConverter))]
public readonly struct UserId : IEquatable<UserId>, IComparable<UserId>, IParsable<UserId>
{
    /// <summary>Takes an id that the app chose.</summary>
    /// <param name="value">The id, 1 to 255 bytes of UTF-8.</param>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    /// <exception cref="ArgumentException">The value breaks the rule for ids; the message says how, and does not repeat it.</exception>
    public UserId(string value) => Stored = Identifier.Check(value, nameof(value));

    /// <summary>Gets the id as text.</summary>
    /// <exception cref="InvalidOperationException">This is <c>default</c>, which holds no id.</exception>
    public string Value => Stored ?? throw new InvalidOperationException("A default UserId holds no id.");

    /// <summary>Gets whether this is <c>default</c>, which holds no id.</summary>
    public bool IsDefault => Stored is null;

    private string? Stored { get; init; }

    /// <summary>Makes an id of a numeric key, in digits, the same under every culture.</summary>
    /// <param name="key">The key; a negative one begins with a hyphen.</param>
    /// <returns>The id.</returns>
    public static UserId From(long key) => FromStored(key.ToString(CultureInfo.InvariantCulture));

    /// <summary>Makes an id of a GUID: 32 lower-case hex digits in five groups with hyphens.</summary>
    /// <param name="key">The key.</param>
    /// <returns>The id.</returns>
    public static UserId From(Guid key) => FromStored(key.ToString("D"));

    /// <summary>Reads an id; the same as the constructor.</summary>
    /// <param name="s">The id, 1 to 255 bytes of UTF-8.</param>
    /// <param name="provider">Not used: ids know no culture.</param>
    /// <returns>The id.</returns>
    /// <exception cref="ArgumentNullException">The text is null.</exception>
    /// <exception cref="FormatException">The text breaks the rule for ids.</exception>
    public static UserId Parse(string s, IFormatProvider? provider = null)
    {
        ArgumentNullException.ThrowIfNull(s);
        return Identifier.Problem(s) is { } problem ? throw new FormatException(problem) : FromStored(s);
    }

    /// <summary>Reads an id if the text is one.</summary>
    /// <param name="s">The text; null is no id.</param>
    /// <param name="result">The id, or <c>default</c> where there is none.</param>
    /// <returns>Whether the text is an id.</returns>
    public static bool TryParse([NotNullWhen(true)] string? s, out UserId result) => TryParse(s, null, out result);

    /// <summary>Reads an id if the text is one.</summary>
    /// <param name="s">The text; null is no id.</param>
    /// <param name="provider">Not used: ids know no culture.</param>
    /// <param name="result">The id, or <c>default</c> where there is none.</param>
    /// <returns>Whether the text is an id.</returns>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out UserId result)
    {
        result = s is not null && Identifier.Problem(s) is null ? FromStored(s) : default;
        return !result.IsDefault;
    }

    /// <summary>Compares by code point, as every store orders ids.</summary>
    /// <param name="other">The other id; <c>default</c> comes first.</param>
    /// <returns>Less than, equal to or greater than 0.</returns>
    public int CompareTo(UserId other) => Identifier.Compare(Stored, other.Stored);

    /// <inheritdoc/>
    public bool Equals(UserId other) => string.Equals(Stored, other.Stored, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is UserId other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Stored is null ? 0 : string.GetHashCode(Stored, StringComparison.Ordinal);

    /// <summary>Gives the id, or nothing for <c>default</c>.</summary>
    /// <returns>The text of the id.</returns>
    public override string ToString() => Stored ?? "";

    /// <summary>Tells whether two ids are the same characters.</summary>
    public static bool operator ==(UserId left, UserId right) => left.Equals(right);

    /// <summary>Tells whether two ids differ.</summary>
    public static bool operator !=(UserId left, UserId right) => !left.Equals(right);

    /// <summary>Compares by code point.</summary>
    public static bool operator <(UserId left, UserId right) => left.CompareTo(right) < 0;

    /// <summary>Compares by code point.</summary>
    public static bool operator <=(UserId left, UserId right) => left.CompareTo(right) <= 0;

    /// <summary>Compares by code point.</summary>
    public static bool operator >(UserId left, UserId right) => left.CompareTo(right) > 0;

    /// <summary>Compares by code point.</summary>
    public static bool operator >=(UserId left, UserId right) => left.CompareTo(right) >= 0;

    /// <summary>Takes an id that a store kept, without checking it again: for stores, which give back only what was checked before.</summary>
    /// <param name="value">The characters as <see cref="ToString"/> gave them.</param>
    /// <returns>The id.</returns>
    public static UserId FromStored(string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(value);
        return new() { Stored = value };
    }
}
