using Microsoft.Extensions.Options;

namespace EmailNotifications.Configuration;

/// <summary>Checks the options of links to unsubscribe when the app starts. No message contains the secret.</summary>
internal sealed class UnsubscribeOptionsValidator(IHostEnvironment environment) : IValidateOptions<UnsubscribeOptions>
{
    private static readonly TimeSpan _shortest = TimeSpan.FromDays(1);
    private static readonly TimeSpan _longest = TimeSpan.FromDays(3_650);

    public ValidateOptionsResult Validate(string? name, UnsubscribeOptions options)
    {
        var problems = Problems(options).ToList();
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private IEnumerable<string> Problems(UnsubscribeOptions options)
    {
        if (options.Secret.Length < UnsubscribeOptions.MinSecretLength)
            yield return $"Unsubscribe:Secret must have at least {UnsubscribeOptions.MinSecretLength} characters.";
        if (options.Secret == UnsubscribeOptions.DevelopmentSecret && !environment.IsDevelopment())
            yield return "Unsubscribe:Secret is the one of development, which everybody can read. Set a random one, for example in the environment variable Unsubscribe__Secret.";
        if (options.ValidFor < _shortest || options.ValidFor > _longest)
            yield return "Unsubscribe:ValidFor must be one day to ten years.";
    }
}
