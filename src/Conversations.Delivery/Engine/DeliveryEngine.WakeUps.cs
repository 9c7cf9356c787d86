using Conversations.Storage;

namespace Conversations;

/// <content>Wakes other hosts, and is woken by them.</content>
internal sealed partial class DeliveryEngine
{
    /// <summary>How long changes are gathered, so that one wake-up tells of all of them.</summary>
    private static readonly TimeSpan _gathersFor = TimeSpan.FromMilliseconds(10);

    /// <summary>How long no host is woken after a wake-up, and how long after a change that no other host had to know.</summary>
    private static readonly TimeSpan _restsFor = TimeSpan.FromMilliseconds(15);
    private static readonly TimeSpan _restsAloneFor = TimeSpan.FromSeconds(1);

    /// <summary>How often a woken host looks for changes at most.</summary>
    private static readonly TimeSpan _pollsWokenEvery = TimeSpan.FromMilliseconds(20);

    /// <summary>How long a host that cannot be woken only polls, until it tries again.</summary>
    private static readonly TimeSpan _listensAgainAfter = TimeSpan.FromMinutes(5);

    private readonly Wake _untold = new();
    private volatile bool _isWoken;

    /// <summary>
    /// Gets the pause between polls. Where polls take long because many conversations have marks, it is ten times as long as one, and at most ten
    /// times the usual one, so that an idle host stays idle.
    /// </summary>
    private TimeSpan PollsEvery
    {
        get
        {
            var every = _isWoken && _pollsWokenEvery < Options.PollInterval ? _pollsWokenEvery : Options.PollInterval;
            var slow = Smaller(10 * _pollTook, 10 * Options.PollInterval);
            return every > slow ? every : slow;
        }
    }

    private async Task WakeOthersAsync(DeliveryContext context, CancellationToken cancellationToken)
    {
        if (context.Store is not IStoreWakeUps wakeUps)
            return;

        var host = HostOf(context);
        await RepeatAsync(
            "wake",
            _restsFor,
            async token =>
            {
                await _untold.WaitAsync(token).ConfigureAwait(false);
                await Task.Delay(_gathersFor, Time, token).ConfigureAwait(false);
                _untold.Reset();
                if (!await wakeUps.WakeAsync(host, token).ConfigureAwait(false))
                    await Task.Delay(_restsAloneFor, Time, token).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
    }

    private Task ListenAsync(DeliveryContext context, CancellationToken cancellationToken) => context.Store is not IStoreWakeUps wakeUps
        ? Task.CompletedTask
        : RepeatAsync(
            "listen",
            Options.PollInterval,
            async token =>
            {
                await wakeUps.ListenAsync(context.HostId, OnWoken, token).ConfigureAwait(false);
                DeliveryLog.CannotBeWoken(Logger, Options.PollInterval);
                await Task.Delay(_listensAgainAfter, Time, token).ConfigureAwait(false);
            },
            cancellationToken);

    private void OnWoken()
    {
        _isWoken = true;
        _work.Set();
    }
}
