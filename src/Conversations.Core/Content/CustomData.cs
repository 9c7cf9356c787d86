using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>Represents the data of the app's own that belongs to a conversation, a user or a message: strings by key.</summary>
/// <remarks>
/// The data is immutable. Keys keep the order in which they were given, in every store too. There are at most 50 keys of 1 to 255
/// bytes of UTF-8. A value has at most 4,096 characters (UTF-16 units). Keys and values together have at most 16 KiB of UTF-8. All
/// of them are well-formed Unicode without NUL. Two instances are equal if they have the same keys with the same values, in any
/// order.
/// </remarks>
[JsonConverter(typeof(CustomDataJsonConverter))]
[SuppressMessage("Naming", "CA1710", Justification = "Custom data is the usual name. That it can be read as a dictionary is secondary.")]
public sealed class CustomData : IReadOnlyDictionary<string, string>, IEquatable<CustomData>
{
    private OrderedPairs _pairs;
    private int _bytes;

    /// <summary>Initializes custom data without keys. An object initializer can set keys.</summary>
    public CustomData()
    {
    }

    private CustomData(OrderedPairs pairs)
    {
        _pairs = pairs;
        foreach (var (key, value) in pairs.Items)
            _bytes += UnicodeText.Utf8Length(key) + UnicodeText.Utf8Length(value);
    }

    /// <summary>Gets the custom data without any key.</summary>
    public static CustomData Empty { get; } = new();

    /// <summary>Gets the number of keys, 0 to 50.</summary>
    public int Count => _pairs.Count;

    /// <summary>Gets the keys, in their order.</summary>
    public IEnumerable<string> Keys => this.Select(pair => pair.Key);

    /// <summary>Gets the values, in the order of their keys.</summary>
    public IEnumerable<string> Values => this.Select(pair => pair.Value);

    /// <summary>Gets the value of a key. An object initializer sets it; a key that is set again keeps its place.</summary>
    /// <param name="key">The key, 1 to 255 bytes of UTF-8. Keys are compared ordinally.</param>
    /// <exception cref="KeyNotFoundException">The value is read, but the key does not exist.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="key"/> is null.</exception>
    /// <exception cref="InvalidConversationDataException">
    /// The key or the value breaks a rule, or all keys and values together exceed a limit.
    /// </exception>
    public string this[string key]
    {
        get => TryGetValue(key, out var value) ? value : throw new KeyNotFoundException("The custom data has no such key.");
        init => Set(key, value);
    }

    /// <summary>Creates custom data from pairs and keeps their order.</summary>
    /// <param name="pairs">The pairs. A key must not occur twice.</param>
    /// <returns>The custom data; <paramref name="pairs"/> itself if it is custom data already.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="pairs"/> or one of its keys is null.</exception>
    /// <exception cref="InvalidConversationDataException">
    /// A key or a value breaks a rule, a key occurs twice, or all keys and values together exceed a limit.
    /// </exception>
    public static CustomData From(IEnumerable<KeyValuePair<string, string>> pairs)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        if (pairs is CustomData custom)
            return custom;

        var result = new CustomData();
        foreach (var (key, value) in pairs)
        {
            if (key is not null && result.ContainsKey(key))
                throw Refusal.Of(CustomRules.Path(key), "must be given once", "is a duplicate key");

            result.Set(key!, value);
        }

        return result;
    }

    /// <summary>Reads a JSON object whose values are all strings. Only JSON that conforms to RFC 8259 is accepted.</summary>
    /// <param name="json">The JSON, at most 128 KiB as UTF-8. Larger JSON is refused before it is parsed.</param>
    /// <returns>The custom data, with its keys in the order of the JSON.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="json"/> is null.</exception>
    /// <exception cref="InvalidConversationDataException">
    /// The JSON is malformed, a value is not a string, a key occurs twice, or a limit is exceeded. The message says where.
    /// </exception>
    public static CustomData Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return Of(CustomJson.Parse(json));
    }

    /// <summary>Reads a JSON object whose values are all strings. Only JSON that conforms to RFC 8259 is accepted.</summary>
    /// <param name="utf8Json">
    /// The JSON as UTF-8 without a byte order mark, at most 128 KiB. Larger JSON is refused before it is parsed.
    /// </param>
    /// <returns>The custom data, with its keys in the order of the JSON.</returns>
    /// <exception cref="InvalidConversationDataException">
    /// The JSON is malformed, a value is not a string, a key occurs twice, or a limit is exceeded. The message says where.
    /// </exception>
    public static CustomData Parse(ReadOnlySpan<byte> utf8Json) => Of(CustomJson.Parse(utf8Json));

    /// <summary>
    /// Creates custom data from JSON that a store kept, without a check of the limits. It is meant for stores, which return only what was
    /// checked before: data stays readable if a later version has a lower limit.
    /// </summary>
    /// <param name="json">The JSON that <see cref="ToJson"/> returned.</param>
    /// <returns>The custom data, with its keys in the order of the JSON.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="json"/> is null.</exception>
    /// <exception cref="InvalidConversationDataException">The JSON is not an object of strings, so <see cref="ToJson"/> did not return it.</exception>
    public static CustomData FromStored(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        var pairs = CustomJson.ParseStored(json);
        return pairs.Count == 0 ? Empty : new(pairs);
    }

    /// <summary>
    /// Returns the custom data after a patch. Existing keys keep their place; new keys follow in the order of the patch.
    /// </summary>
    /// <param name="patch">The patch. A null value removes its key; a key that does not exist is ignored then.</param>
    /// <returns>The new custom data, or this instance if the patch changes nothing.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="patch"/> is null.</exception>
    /// <exception cref="InvalidConversationDataException">The result would have more than 50 keys or more than 16 KiB.</exception>
    public CustomData With(CustomPatch patch)
    {
        ArgumentNullException.ThrowIfNull(patch);
        var altered = false;
        var result = new OrderedPairs();
        foreach (var (key, current) in _pairs.Items)
        {
            var value = patch.TryGetValue(key, out var patched) ? patched : current;
            altered |= !string.Equals(value, current, StringComparison.Ordinal);
            if (value is not null)
                result.Add(key, value);
        }

        foreach (var (key, value) in patch.Pairs.Items)
        {
            if (value is null || ContainsKey(key))
                continue;

            altered = true;
            result.Add(key, value);
        }

        CustomRules.CheckCount(result.Count, CustomRules.MaxKeys);
        return altered ? Of(result) : this;
    }

    /// <summary>
    /// Returns the data as canonical JSON: the keys in their order, no white space, and only those characters escaped that JSON
    /// requires.
    /// </summary>
    /// <returns>
    /// The JSON. It is the same for the same keys and values in the same order, on every platform and in every version.
    /// </returns>
    public string ToJson() => CanonicalJson.Write(_pairs);

    /// <summary>Returns the data as JSON, as <see cref="ToJson"/> does.</summary>
    /// <returns>The JSON.</returns>
    public override string ToString() => ToJson();

    /// <summary>Returns whether a key exists. Keys are compared ordinally.</summary>
    /// <param name="key">The key.</param>
    /// <returns>True if the key exists; otherwise false.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="key"/> is null.</exception>
    public bool ContainsKey(string key) => TryGetValue(key, out _);

    /// <summary>Gets the value of a key if the key exists. Keys are compared ordinally.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value, or null if the key does not exist.</param>
    /// <returns>True if the key exists; otherwise false.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="key"/> is null.</exception>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out string value)
    {
        ArgumentNullException.ThrowIfNull(key);
        return _pairs.TryGet(key, out value!);
    }

    /// <summary>Enumerates the pairs in their order.</summary>
    /// <returns>An enumerator.</returns>
    public IEnumerator<KeyValuePair<string, string>> GetEnumerator()
    {
        for (var i = 0; i < _pairs.Count; i++)
            yield return _pairs[i]!;
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Returns whether another instance has the same keys with the same values, in any order.</summary>
    /// <param name="other">The custom data to compare with. Null is never equal.</param>
    /// <returns>True if both are equal; otherwise false.</returns>
    public bool Equals(CustomData? other)
    {
        if (ReferenceEquals(this, other))
            return true;

        if (other is null || other.Count != Count || other._bytes != _bytes)
            return false;

        foreach (var (key, value) in _pairs.Items)
        {
            if (!other._pairs.TryGet(key, out var theirs) || !string.Equals(value, theirs, StringComparison.Ordinal))
                return false;
        }

        return true;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as CustomData);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var sum = Count;
        foreach (var (key, value) in _pairs.Items)
            sum = unchecked(sum + HashCode.Combine(key, value));

        return sum;
    }

    internal static CustomData Of(OrderedPairs pairs)
    {
        if (pairs.Count == 0)
            return Empty;

        var result = new CustomData(pairs);
        CustomRules.CheckTotal(result._bytes);
        return result;
    }

    private void Set(string key, string value)
    {
        ArgumentNullException.ThrowIfNull(key);
        CustomRules.CheckKey(key);
        if (value is null)
            throw Refusal.Of(CustomRules.Path(key), "must be a string", "is null", "Leave the key out.");

        CustomRules.CheckValue(key, value);
        var at = _pairs.IndexOf(key);
        var gained = at < 0 ? UnicodeText.Utf8Length(key) : -UnicodeText.Utf8Length(_pairs[at].Value);
        var bytes = _bytes + gained + UnicodeText.Utf8Length(value);
        CustomRules.CheckCount(Count + (at < 0 ? 1 : 0), CustomRules.MaxKeys);
        CustomRules.CheckTotal(bytes);

        _bytes = bytes;
        if (at < 0)
            _pairs.Add(key, value);
        else
            _pairs.Replace(at, value);
    }
}
