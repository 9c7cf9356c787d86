using System.Net;
using Microsoft.Security.AntiSSRF;

namespace Conversations;

/// <summary>Knows which addresses are public, by the ranges that Microsoft.Security.AntiSSRF recommends to deny.</summary>
internal static class PublicAddresses
{
    private static readonly IPNetwork[] _denied = [.. IPAddressRanges.recommendedLatest.Select(range => IPNetwork.Parse(range))];

    internal static bool Contain(IPAddress address) => !Array.Exists(_denied, range => range.Contains(address));
}
