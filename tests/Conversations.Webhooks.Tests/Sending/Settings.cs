using Microsoft.Extensions.Configuration;

namespace Conversations.Webhooks;

/// <summary>A configuration that a test replaces as a whole.</summary>
internal sealed class Settings : ConfigurationProvider, IConfigurationSource
{
    public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

    /// <summary>Sets the options of an endpoint with two short delays, and tells of the change.</summary>
    internal void Set(Receiver receiver, params ReadOnlySpan<string> secrets)
    {
        Data = new Dictionary<string, string?>
        {
            ["Url"] = receiver.Url.ToString(),
            ["AllowHttp"] = "true",
            ["AllowPrivateAddresses"] = "true",
            ["RetryDelays:0"] = "00:00:00.005",
        };
        for (var i = 0; i < secrets.Length; i++)
            Data[$"Secrets:{i}"] = secrets[i];

        OnReload();
    }
}
