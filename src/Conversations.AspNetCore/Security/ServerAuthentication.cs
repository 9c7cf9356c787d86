using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Conversations.Security;

/// <summary>Tells whether a request comes from one of the app's own servers.</summary>
internal sealed class ServerAuthentication
{
    /// <summary>The least length of a key and of a secret, in bytes: as long as the output of the hash (RFC 7518, 3.2).</summary>
    internal const int MinSecretLength = 32;

    private const string Scheme = "Bearer ";

    private readonly byte[][] _keys;
    private readonly TokenValidationParameters? _parameters;
    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };

    [SuppressMessage("Security", "CA5404", Justification = "Tokens of TalkJS name no audience. Their issuer is the app, and only this library knows the secret.")]
    internal ServerAuthentication(ConversationsHttpOptions options, TimeProvider time)
    {
        // Hashes have one length, so a comparison tells nothing of the length of a key.
        _keys = [.. options.ServerKeys.Select(key => SHA256.HashData(Utf8.GetBytes(key)))];
        _parameters = options.TokenSecrets.Count == 0 ? null : new()
        {
            ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
            IssuerSigningKeys = options.TokenSecrets.Select(secret => new SymmetricSecurityKey(Utf8.GetBytes(secret))),
            TryAllIssuerSigningKeys = true,
            ValidIssuer = options.AppId,
            ValidateAudience = false,
            RequireExpirationTime = true,
            RequireSignedTokens = true,
            LifetimeValidator = (notBefore, expires, _, _) => IsCurrent(notBefore, expires, time.GetUtcNow().UtcDateTime),
        };
    }

    /// <summary>Tells whether the header <c>Authorization</c> has a key, or a token of the app.</summary>
    internal async ValueTask<bool> IsServerAsync(string? authorization)
    {
        if (authorization is null || !authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return false;

        var bearer = authorization[Scheme.Length..].Trim();
        return bearer.Length > 0 && (IsKey(bearer) || await IsTokenAsync(bearer).ConfigureAwait(false));
    }

    private static bool IsCurrent(DateTime? notBefore, DateTime? expires, DateTime now) => expires > now && !(notBefore > now);

    private bool IsKey(string bearer)
    {
        var hash = SHA256.HashData(Utf8.GetBytes(bearer));
        var isKey = false;
        foreach (var key in _keys)
            isKey |= CryptographicOperations.FixedTimeEquals(key, hash);

        return isKey;
    }

    private async ValueTask<bool> IsTokenAsync(string bearer)
    {
        if (_parameters is null || !_handler.CanReadToken(bearer))
            return false;

        // Only a token of the app has this type: a token of a user, signed with the same secret, has another one or none.
        var result = await _handler.ValidateTokenAsync(bearer, _parameters).ConfigureAwait(false);
        return result.IsValid && result.SecurityToken is JsonWebToken token
            && token.TryGetPayloadValue<string>("tokenType", out var type) && type == "app" && !token.TryGetHeaderValue<object>("crit", out _);
    }
}
