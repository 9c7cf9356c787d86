using Microsoft.AspNetCore.Http;

namespace Conversations;

/// <summary>Says who may call the HTTP endpoints. Without any of it, nothing is mapped.</summary>
public sealed class ConversationsHttpOptions
{
    /// <summary>
    /// Gets or sets the id of the app: the issuer of the tokens of the server side, and the segment of paths such as <c>/v1/{appId}/users</c>.
    /// It is required if <see cref="TokenSecrets"/> has a secret. Null by default.
    /// </summary>
    public string? AppId { get; set; }

    /// <summary>
    /// Gets the keys with which the app's own servers call the server side, as <c>Authorization: Bearer KEY</c>. A key has at least 32 bytes in UTF-8. With several
    /// keys, each is accepted, so that a key can be replaced without an interruption. Empty by default.
    /// </summary>
    public IList<string> ServerKeys { get; } = [];

    /// <summary>
    /// Gets the secrets with which tokens of the server side are signed: JSON Web Tokens with <c>alg</c> HS256, <c>tokenType</c> "app", <c>iss</c> equal to
    /// <see cref="AppId"/>, and <c>exp</c>. A secret has at least 32 bytes in UTF-8, and differs from the secrets of ids and from those with which the app signs ids
    /// of users. Empty by default.
    /// </summary>
    public IList<string> TokenSecrets { get; } = [];

    /// <summary>
    /// Gets the secrets with which the app signs ids of users (<see cref="UserSignature"/>), if it does. They are only compared with <see cref="TokenSecrets"/> and
    /// <see cref="ServerKeys"/> when the app starts, which must not contain them. Empty by default.
    /// </summary>
    public IList<string> SignatureSecrets { get; } = [];

    /// <summary>
    /// Gets or sets how the id of the user who makes a request is found, for the user side (<c>/me/…</c>), usually from claims of an authenticated user. Null as its
    /// result means that nobody is signed in, and the request gets 401. If this is null, which is the default, the user side is not mapped.
    /// </summary>
    public Func<HttpContext, ValueTask<UserId?>>? FindUser { get; set; }

    /// <summary>
    /// Gets or sets what a user may do, for each request of the user side. Null as its result, and null, which is the default, mean
    /// <see cref="ConversationsOptions.Permissions"/>.
    /// </summary>
    public Func<HttpContext, UserPermissions?>? FindPermissions { get; set; }

    /// <summary>
    /// Gets or sets who can be written to, for <c>GET /me/contacts</c>: a source of people of the app, which gets the user, and the text to search or null. At
    /// most 100 of its users are returned. If this is null, which is the default, that endpoint is not mapped.
    /// </summary>
    public Func<UserId, string?, CancellationToken, ValueTask<IReadOnlyList<User>>>? ListContacts { get; set; }

    /// <summary>
    /// Gets the other origins, such as <c>https://chat.example.com</c>, whose pages may write with cookies. The origin of the request itself always may. Empty by
    /// default.
    /// </summary>
    public IList<string> AllowedOrigins { get; } = [];

    /// <summary>
    /// Gets or sets for how long a stream of events may last, from 1 second to 1 hour, which is the default. A stream also ends when the authentication expires.
    /// Clients then connect again and resume.
    /// </summary>
    public TimeSpan MaxStreamDuration { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Gets or sets the greatest size of the body of a request in bytes. 1,048,576 by default.</summary>
    public int MaxBodySize { get; set; } = 1024 * 1024;

    /// <summary>Gets whether the app's own servers can call.</summary>
    internal bool HasServer => ServerKeys.Count + TokenSecrets.Count > 0;
}
