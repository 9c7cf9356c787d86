using System.Diagnostics;

namespace Conversations;

/// <summary>Derives ids with the configured secrets. No member shows a secret, not even in a debugger.</summary>
internal sealed class ConversationIds : IConversationIds
{
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly KeyedHmac[] _hmacs;

    private readonly bool _hideOneOnOneIds;

    /// <summary>Initializes the object with the secrets, newest first, each of at least 16 bytes of UTF-8.</summary>
    /// <exception cref="ArgumentException">A secret is null, too short or not well-formed. The message says which one.</exception>
    internal ConversationIds(IReadOnlyList<string> secrets, bool hideOneOnOneIds)
    {
        ArgumentNullException.ThrowIfNull(secrets);
        _hmacs = [.. secrets.Select((secret, i) => new KeyedHmac(Secret.Encode(secret, $"IdSecrets[{i}]")))];
        _hideOneOnOneIds = hideOneOnOneIds;
    }

    public ConversationId OneOnOne(UserId a, UserId b)
    {
        a.Required();
        b.Required();
        if (!_hideOneOnOneIds)
            return OneOnOneId.Compute(a.Value, b.Value);

        Span<char> plain = stackalloc char[OneOnOneId.Length];
        OneOnOneId.TryWrite(a.Value, b.Value, plain);
        return Hidden(Newest, plain, nameof(a));
    }

    public ConversationId Hide(string logicalId)
    {
        ArgumentException.ThrowIfNullOrEmpty(logicalId);
        return Hidden(Newest, logicalId, nameof(logicalId));
    }

    public IReadOnlyList<ConversationId> Candidates(string logicalId)
    {
        ArgumentException.ThrowIfNullOrEmpty(logicalId);
        var found = new List<ConversationId>(_hmacs.Length);
        AddHidden(found, logicalId, nameof(logicalId));
        return found;
    }

    public IReadOnlyList<ConversationId> OneOnOneCandidates(UserId a, UserId b)
    {
        var plain = OneOnOneId.Compute(a, b);
        var found = new List<ConversationId>(_hmacs.Length + 1);
        if (!_hideOneOnOneIds)
            found.Add(plain);
        else
            _ = Newest;

        AddHidden(found, plain.Value, nameof(a));
        if (_hideOneOnOneIds)
            found.Add(plain);

        return found;
    }

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private KeyedHmac Newest => _hmacs.Length > 0
        ? _hmacs[0]
        : throw new InvalidOperationException(
            "Hiding an id requires a secret, but none is configured. Add one of at least 16 bytes to options.IdSecrets.");

    private void AddHidden(List<ConversationId> found, string logicalId, string parameter)
    {
        foreach (var hmac in _hmacs)
        {
            // Secrets that differ only in zeros at their end are the same key for an HMAC, so they derive the same id.
            var id = Hidden(hmac, logicalId, parameter);
            if (!found.Contains(id))
                found.Add(id);
        }
    }

    private static ConversationId Hidden(KeyedHmac hmac, ReadOnlySpan<char> logicalId, string parameter) =>
        ConversationId.FromStored(hmac.ComputeHex(logicalId, parameter));
}
