using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>Says which keys of custom data to set and which to remove; every other key stays as it is.</summary>
/// <remarks>
/// At most 100 keys, 128 KiB as JSON. Keys and values have the limits of <see cref="CustomData"/>; that the result has
/// at most 50 keys and 16 KiB is checked by <see cref="CustomData.With"/>. In JSON, an object of strings and nulls.
/// </remarks>
[JsonConverter(typeof(CustomPatchJsonConverter))]
[SuppressMessage("Naming", "CA1710", Justification = "It is a patch; that it reads as a dictionary is secondary.")]
public sealed class CustomPatch : IReadOnlyDictionary<string, string?>
{
    private OrderedPairs _pairs;

    /// <summary>Begins as a patch that alters nothing; an object initializer sets its keys.</summary>
    public CustomPatch()
    {
    }

    internal CustomPatch(OrderedPairs pairs) => _pairs = pairs;

    /// <summary>Gets the number of keys that the patch names, 0 to 100.</summary>
    public int Count => _pairs.Count;

    /// <summary>Gets the keys that the patch names, in their order.</summary>
    public IEnumerable<string> Keys => this.Select(pair => pair.Key);

    /// <summary>Gets the new values in the order of their keys; null where the key is removed.</summary>
    public IEnumerable<string?> Values => this.Select(pair => pair.Value);

    internal OrderedPairs Pairs => _pairs;

    /// <summary>Copies the patch, so that what is done to it after a call has begun does not reach that call.</summary>
    internal CustomPatch Snapshot() => new(_pairs.Copy());

    /// <summary>Gets or sets what becomes of a key; setting it again replaces that in place.</summary>
    /// <param name="key">The key, 1 to 255 bytes of UTF-8.</param>
    /// <value>The new value, up to 4,096 characters; null removes the key.</value>
    /// <exception cref="KeyNotFoundException">The patch does not name the key that is to be got.</exception>
    /// <exception cref="ArgumentNullException">The key is null.</exception>
    /// <exception cref="InvalidConversationDataException">The key, the value or the number of keys breaks a limit.</exception>
    public string? this[string key]
    {
        get => TryGetValue(key, out var value) ? value : throw new KeyNotFoundException("The patch has no such key.");
        set
        {
            ArgumentNullException.ThrowIfNull(key);
            CustomRules.CheckKey(key);
            if (value is not null)
                CustomRules.CheckValue(key, value);

            if (_pairs.IndexOf(key) is >= 0 and var at)
            {
                _pairs.Replace(at, value);
                return;
            }

            CustomRules.CheckCount(Count + 1, CustomRules.MaxPatchKeys);
            _pairs.Add(key, value);
        }
    }

    /// <summary>Tells whether the patch names a key, compared ordinally.</summary>
    /// <param name="key">The key.</param>
    /// <returns>Whether the key is set or removed.</returns>
    /// <exception cref="ArgumentNullException">The key is null.</exception>
    public bool ContainsKey(string key) => TryGetValue(key, out _);

    /// <summary>Tells whether the patch names a key, and what becomes of it.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The new value; null where the key is removed, or is not named at all.</param>
    /// <returns>Whether the key is set or removed.</returns>
    /// <exception cref="ArgumentNullException">The key is null.</exception>
    public bool TryGetValue(string key, out string? value)
    {
        ArgumentNullException.ThrowIfNull(key);
        return _pairs.TryGet(key, out value);
    }

    /// <summary>Walks the pairs in their order.</summary>
    /// <returns>An enumerator.</returns>
    public IEnumerator<KeyValuePair<string, string?>> GetEnumerator()
    {
        for (var i = 0; i < _pairs.Count; i++)
            yield return _pairs[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
