using System.Net.Sockets;

namespace Conversations;

/// <summary>
/// Describes why a request got no answer. The exceptions of the HTTP client are not passed on, because their messages contain the host.
/// </summary>
internal static class WebhookFailure
{
    internal static TimeoutException TookTooLong(TimeSpan limit) => new($"The receiver did not answer within {limit.TotalSeconds} s.");

    internal static Exception Of(Exception error) => error switch
    {
        HttpRequestException { InnerException: PrivateAddressException } =>
            new DestinationDownException("The host of the URL has an address that is not public. If that is intended, set AllowPrivateAddresses."),
        HttpRequestException
        {
            HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError,
        } request =>
            new DestinationDownException($"The receiver cannot be reached: {TextOf(request)}."),
        HttpRequestException request => new HttpRequestException(request.HttpRequestError, $"The receiver gave no proper answer: {TextOf(request)}."),
        IOException => new HttpRequestException(HttpRequestError.ResponseEnded, "The answer of the receiver ended early."),

        // Nobody cancelled the request: the client gave up to connect.
        _ => new DestinationDownException("The receiver cannot be reached: the connection was not open in time."),
    };

    private static string TextOf(HttpRequestException error) =>
        error.InnerException is SocketException socket ? $"{error.HttpRequestError}, {socket.SocketErrorCode}" : $"{error.HttpRequestError}";
}
