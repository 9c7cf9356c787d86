using Conversations;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Reports all problems of the options at once. No message contains a secret.</summary>
internal sealed class ConversationsOptionsValidator : IValidateOptions<ConversationsOptions>
{
    public ValidateOptionsResult Validate(string? name, ConversationsOptions options)
    {
        var problems = new List<string>();
        for (var i = 0; i < options.IdSecrets.Count; i++)
        {
            if (Secret.Problem(options.IdSecrets[i]) is { } problem)
                problems.Add($"IdSecrets[{i}]: {problem}");
            else if (options.IdSecrets.IndexOf(options.IdSecrets[i]) < i)
                problems.Add($"IdSecrets[{i}]: the same secret is in the list already. Remove one of the two.");
        }

        if (options.HideOneOnOneIds && options.IdSecrets.Count == 0)
            problems.Add("HideOneOnOneIds requires a secret, but IdSecrets is empty. Add a secret of at least 16 bytes.");

        if (options.Limits is null)
            problems.Add("Limits must not be null.");

        if (options.Permissions is null)
            problems.Add("Permissions must not be null.");

        if (options.MaxWatchesPerUser < 1)
            problems.Add("MaxWatchesPerUser must be at least 1.");

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
