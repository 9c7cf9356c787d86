namespace Conversations.Testing;

/// <summary>Sets the verdicts of two policies and records the messages that they were asked about.</summary>
internal sealed class PolicyScript
{
    internal List<(ISendPolicy Policy, PolicyMessage Message)> Asked { get; } = [];

    internal Func<PolicyMessage, SendVerdict> First { get; set; } = _ => SendVerdict.Allow;

    internal Func<PolicyMessage, SendVerdict> Second { get; set; } = _ => SendVerdict.Allow;
}

/// <summary>The policy that is added first.</summary>
internal sealed class FirstPolicy(PolicyScript script) : ISendPolicy
{
    public Task<SendVerdict> JudgeAsync(PolicyMessage message, CancellationToken cancellationToken)
    {
        script.Asked.Add((this, message));
        return Task.FromResult(script.First(message));
    }
}

/// <summary>The policy that is added second.</summary>
internal sealed class SecondPolicy(PolicyScript script) : ISendPolicy
{
    public Task<SendVerdict> JudgeAsync(PolicyMessage message, CancellationToken cancellationToken)
    {
        script.Asked.Add((this, message));
        return Task.FromResult(script.Second(message));
    }
}
