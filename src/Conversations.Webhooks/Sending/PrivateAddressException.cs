using System.Diagnostics.CodeAnalysis;

namespace Conversations;

/// <summary>The host of a URL has an address that is not public.</summary>
[SuppressMessage("Design", "CA1064", Justification = "The HTTP client wraps it, and the sender replaces both.")]
internal sealed class PrivateAddressException() : Exception("The host has an address that is not public.");
