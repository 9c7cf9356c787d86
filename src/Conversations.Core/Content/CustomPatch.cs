using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>
/// Represents a partial update of custom data: it says which keys to set and which to remove. Every other key stays as it is.
/// </summary>
/// <remarks>
/// A patch has at most 100 keys, and at most 128 KiB as JSON. The limits of <see cref="CustomData"/> apply to each key and value.
/// <see cref="CustomData.With"/> checks that the result has at most 50 keys and 16 KiB. In JSON, a patch is an object of strings
/// and nulls.
/// </remarks>
[JsonConverter(typeof(CustomPatchJsonConverter))]
[SuppressMessage("Naming", "CA1710", Justification = "It is a patch. That it can be read as a dictionary is secondary.")]
public sealed class CustomPatch : IReadOnlyDictionary<string, string?>
{
    private OrderedPairs _pairs;

    /// <summary>Initializes a patch that changes nothing. An object initializer can set its keys.</summary>
    public CustomPatch()
    {
    }

    internal CustomPatch(OrderedPairs pairs) => _pairs = pairs;

    /// <summary>Gets the number of keys in the patch, 0 to 100.</summary>
    public int Count => _pairs.Count;

    /// <summary>Gets the keys in the patch, in their order.</summary>
    public IEnumerable<string> Keys => this.Select(pair => pair.Key);

    /// <summary>Gets the new values in the order of their keys. A value is null if its key is removed.</summary>
    public IEnumerable<string?> Values => this.Select(pair => pair.Value);

    internal OrderedPairs Pairs => _pairs;

    /// <summary>Copies the patch. A call works with its copy, so later changes of the patch do not affect the call.</summary>
    internal CustomPatch Snapshot() => new(_pairs.Copy());

    /// <summary>Gets or sets the new value of a key. A key that is set again keeps its place.</summary>
    /// <param name="key">The key, 1 to 255 bytes of UTF-8.</param>
    /// <value>The new value of at most 4,096 characters, or null to remove the key.</value>
    /// <exception cref="KeyNotFoundException">The value is read, but the patch does not contain the key.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="key"/> is null.</exception>
    /// <exception cref="InvalidConversationDataException">
    /// The key or the value breaks a rule, or there would be more than 100 keys.
    /// </exception>
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

    /// <summary>Returns whether the patch contains a key. Keys are compared ordinally.</summary>
    /// <param name="key">The key.</param>
    /// <returns>True if the patch sets or removes the key; otherwise false.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="key"/> is null.</exception>
    public bool ContainsKey(string key) => TryGetValue(key, out _);

    /// <summary>Gets the new value of a key if the patch contains the key. Keys are compared ordinally.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The new value, or null if the patch removes the key or does not contain it.</param>
    /// <returns>True if the patch sets or removes the key; otherwise false.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="key"/> is null.</exception>
    public bool TryGetValue(string key, out string? value)
    {
        ArgumentNullException.ThrowIfNull(key);
        return _pairs.TryGet(key, out value);
    }

    /// <summary>Enumerates the pairs in their order.</summary>
    /// <returns>An enumerator.</returns>
    public IEnumerator<KeyValuePair<string, string?>> GetEnumerator()
    {
        for (var i = 0; i < _pairs.Count; i++)
            yield return _pairs[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
