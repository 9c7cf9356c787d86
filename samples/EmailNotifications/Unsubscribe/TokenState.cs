namespace EmailNotifications.Unsubscribe;

/// <summary>What a token is worth.</summary>
internal enum TokenState
{
    /// <summary>This app did not sign it for this purpose.</summary>
    Invalid,

    /// <summary>It was valid.</summary>
    Expired,

    /// <summary>It names a user and a conversation.</summary>
    Valid,
}
