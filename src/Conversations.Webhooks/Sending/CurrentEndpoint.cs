using Microsoft.Extensions.Options;

namespace Conversations;

/// <summary>Gives the endpoint by the options of this moment. Their secrets are parsed again only if the options are other ones.</summary>
/// <param name="options">Returns the options.</param>
internal sealed class CurrentEndpoint(Func<WebhookOptions> options)
{
    private WebhookEndpoint? _last;

    /// <summary>Returns the endpoint.</summary>
    /// <exception cref="DestinationDownException">The options were changed and are not valid now.</exception>
    internal WebhookEndpoint Get()
    {
        var now = OptionsNow();
        var last = Volatile.Read(ref _last);
        if (last?.Options == now)
            return last;

        last = new(now);
        Volatile.Write(ref _last, last);
        return last;
    }

    private WebhookOptions OptionsNow()
    {
        try
        {
            return options();
        }
        catch (OptionsValidationException error)
        {
            throw new DestinationDownException("The options of the webhook are not valid.", error);
        }
    }
}
