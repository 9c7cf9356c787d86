using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>What the app keeps with a conversation, user or message: strings by key, given back in every event.</summary>
/// <remarks>
/// Immutable, in the order in which the keys were given; every store keeps that order. At most 50 keys of 1 to 255 bytes
/// of UTF-8, values of up to 4,096 characters (UTF-16 units), keys and values together at most 16 KiB of UTF-8; all of
/// it well-formed Unicode without NUL. Two are equal if they hold the same keys with the same values, in whatever order.
/// </remarks>
[JsonConverter(typeof(CustomDataJsonConverter))]
[SuppressMessage("Naming", "CA1710", Justification = "The word of the field; that it reads as a dictionary is secondary.")]
public sealed class CustomData : IReadOnlyDictionary<string, string>, IEquatable<CustomData>
{
    private OrderedPairs _pairs;
    private int _bytes;

    /// <summary>Begins with no keys; an object initializer sets them.</summary>
    public CustomData()
    {
    }

    private CustomData(OrderedPairs pairs)
    {
        _pairs = pairs;
        foreach (var (key, value) in pairs.Items)
            _bytes += UnicodeText.Utf8Length(key) + UnicodeText.Utf8Length(value);

        CustomRules.CheckTotal(_bytes);
    }

    /// <summary>Gets the custom data without any key.</summary>
    public static CustomData Empty { get; } = new();

    /// <summary>Gets the number of keys, 0 to 50.</summary>
    public int Count => _pairs.Count;

    /// <summary>Gets the keys, in their order.</summary>
    public IEnumerable<string> Keys => this.Select(pair => pair.Key);

    /// <summary>Gets the values, in the order of their keys.</summary>
    public IEnumerable<string> Values => this.Select(pair => pair.Value);

    /// <summary>Gets the value of a key; an object initializer sets it, where a key set again keeps its place.</summary>
    /// <param name="key">The key, 1 to 255 bytes of UTF-8.</param>
    /// <exception cref="KeyNotFoundException">There is no such key to get.</exception>
    /// <exception cref="ArgumentNullException">The key is null.</exception>
    /// <exception cref="InvalidConversationDataException">The key, the value or all of it together breaks a limit.</exception>
    public string this[string key]
    {
        get => TryGetValue(key, out var value) ? value : throw new KeyNotFoundException("The custom data has no such key.");
        init => Set(key, value);
    }

    /// <summary>Takes pairs in their order.</summary>
    /// <param name="pairs">The pairs; a key that comes twice is refused.</param>
    /// <returns>The custom data.</returns>
    /// <exception cref="ArgumentNullException">The sequence or one of its keys is null.</exception>
    /// <exception cref="InvalidConversationDataException">A limit is broken, or a key comes twice.</exception>
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

    /// <summary>Reads a JSON object whose values are all strings, strictly as RFC 8259 defines JSON.</summary>
    /// <param name="json">The JSON, at most 128 KiB as UTF-8; larger is refused unparsed.</param>
    /// <returns>The custom data, its keys in the order of the JSON.</returns>
    /// <exception cref="ArgumentNullException">The text is null.</exception>
    /// <exception cref="InvalidConversationDataException">
    /// The JSON is malformed, a value is no string, a key comes twice or a limit is broken; the message says where.
    /// </exception>
    public static CustomData Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return Of(CustomJson.Parse(json));
    }

    /// <summary>Reads a JSON object whose values are all strings, strictly as RFC 8259 defines JSON.</summary>
    /// <param name="utf8Json">The JSON as UTF-8 without a byte order mark, at most 128 KiB; larger is refused unparsed.</param>
    /// <returns>The custom data, its keys in the order of the JSON.</returns>
    /// <exception cref="InvalidConversationDataException">
    /// The JSON is malformed, a value is no string, a key comes twice or a limit is broken; the message says where.
    /// </exception>
    public static CustomData Parse(ReadOnlySpan<byte> utf8Json) => Of(CustomJson.Parse(utf8Json));

    /// <summary>Applies a patch: keys that are there keep their place, new ones follow in the patch's order.</summary>
    /// <param name="patch">The patch; a null value removes its key, also where the key is not there.</param>
    /// <returns>The new custom data, or this instance where the patch alters nothing.</returns>
    /// <exception cref="ArgumentNullException">The patch is null.</exception>
    /// <exception cref="InvalidConversationDataException">The result would have more than 50 keys or 16 KiB.</exception>
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

    /// <summary>Gives the canonical JSON: keys in their order, no white space, escaped only what JSON demands.</summary>
    /// <returns>The same text for the same keys and values in the same order, whatever the platform and version.</returns>
    public string ToJson() => CanonicalJson.Write(_pairs);

    /// <summary>Tells whether there is such a key, compared ordinally.</summary>
    /// <param name="key">The key.</param>
    /// <returns>Whether it is there.</returns>
    /// <exception cref="ArgumentNullException">The key is null.</exception>
    public bool ContainsKey(string key) => TryGetValue(key, out _);

    /// <summary>Gives the value of a key if it is there, compared ordinally.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value, or null where there is none.</param>
    /// <returns>Whether the key is there.</returns>
    /// <exception cref="ArgumentNullException">The key is null.</exception>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out string value)
    {
        ArgumentNullException.ThrowIfNull(key);
        return _pairs.TryGet(key, out value!);
    }

    /// <summary>Walks the pairs in their order.</summary>
    /// <returns>An enumerator.</returns>
    public IEnumerator<KeyValuePair<string, string>> GetEnumerator()
    {
        for (var i = 0; i < _pairs.Count; i++)
            yield return _pairs[i]!;
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Tells whether both hold the same keys with the same values, in whatever order.</summary>
    /// <param name="other">The other; null is equal to none.</param>
    /// <returns>Whether they are equal.</returns>
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

    internal static CustomData Of(OrderedPairs pairs) => pairs.Count == 0 ? Empty : new(pairs);

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
