using System.Collections.Concurrent;
using Conversations.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Conversations;

/// <summary>Delivers the changes of all conversations to the handlers of this host, until it is stopped.</summary>
internal sealed partial class DeliveryEngine
{
    /// <summary>The greatest number of rows that one statement leases, and of conversations that it settles.</summary>
    private const int BatchSize = 256;

    private const int FindLimit = 4_000;

    private static readonly Guid _onlyHostId = new("6f6e6c79-0000-0000-0000-686f73740000");

    private readonly IReadOnlyList<HandlerRegistration> _registrations;
    private readonly StoreSignals _signals;
    private readonly IUserLookup _users;
    private readonly IServiceScopeFactory _scopes;
    private readonly ConcurrentQueue<(ConversationId Id, Type? Kind)> _changed = [];
    private readonly UselessSignals _useless;
    private readonly ChangeTraces _traces = new();
    private readonly Wake _work = new();
    private long _loopsAliveAt;
    private DeliveryContext? _context;
    private IReadOnlyList<HandlerRunner> _runners = [];
    private int _isRunning;
    private volatile bool _listens;
    private volatile bool _pollsAtOnce;

    internal DeliveryEngine(
        IDeliveryStore? store,
        IEnumerable<HandlerRegistration> registrations,
        StoreSignals signals,
        IUserLookup users,
        IServiceScopeFactory scopes,
        DeliveryOptions options,
        TimeProvider time,
        ILogger logger)
    {
        (_registrations, _signals, _users, _scopes) = ([.. registrations], signals, users, scopes);
        (Store, Options, Time, Logger) = (store, options, time, logger);
        _useless = new(kind => _registrations.Any(one => one.Handles(kind)), time);
        if (store is null && _registrations.Count > 0)
            throw new InvalidOperationException("The store cannot deliver changes to handlers. Use a store that implements IDeliveryStore.");
    }

    internal IDeliveryStore? Store { get; }

    internal DeliveryOptions Options { get; }

    internal TimeProvider Time { get; }

    internal ILogger Logger { get; }

    /// <summary>Gets the names of the handlers that the app added.</summary>
    internal IEnumerable<string> Names => _registrations.Select(one => one.Name);

    /// <summary>Gets the runners of the handlers; empty while the engine does not run.</summary>
    internal IReadOnlyList<HandlerRunner> Runners => _runners;

    /// <summary>Gets whether the engine runs and has looked for changes lately.</summary>
    internal bool IsAlive => Volatile.Read(ref _isRunning) == 1
        && Time.GetElapsedTime(Interlocked.Read(ref _loopsAliveAt)) < Options.LeaseDuration + (3 * Options.PollInterval);

    /// <summary>Delivers changes until the token is cancelled. Then it lets the handlers end, for as long as a lease lasts.</summary>
    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        if (Store is null)
            return;

        if (Interlocked.Exchange(ref _isRunning, 1) == 1)
            throw new InvalidOperationException("The delivery of changes runs already in this process. Run it once: by the host, or by RunAsync.");

        var hostId = Options.IsOnlyHost ? _onlyHostId : Guid.NewGuid();
        using var leases = new LeaseClock(Options.LeaseDuration, Time);
        var batches = new DeliveryBatches(Store, _users, hostId, Options, Time);
        await using (batches.ConfigureAwait(false))
        {
            var context = _context = new(Store, _scopes, Options, Time, Logger, hostId, leases, batches, _traces, _work.Set);
            _runners = [.. _registrations.Select(registration => new HandlerRunner(registration, context))];
            Interlocked.Exchange(ref _loopsAliveAt, Time.GetTimestamp());
            _signals.Changed += OnChanged;
            try
            {
                if (Options.IsOnlyHost)
                    await RepeatAsync("start", TimeSpan.Zero, token => EndHostAsync(context, token), cancellationToken, once: true).ConfigureAwait(false);

                await RepeatAsync("register", Options.PollInterval, token => RegisterAsync(context, token), cancellationToken, once: true).ConfigureAwait(false);
                await Task.WhenAll(
                    RepeatAsync("tick", Options.LeaseDuration / 3, token => TickAsync(context, token), cancellationToken),
                    WorkAsync(context, cancellationToken),
                    WakeOthersAsync(context, cancellationToken),
                    ListenAsync(context, cancellationToken),
                    RepeatAsync("sweep", Smaller(Options.QuietFor / 2, Options.PollInterval), token => SweepAsync(context, token), cancellationToken),
                    RepeatAsync("prune", Options.KeepFor / 1_000, PruneAsync, cancellationToken)).ConfigureAwait(false);
            }
            finally
            {
                _signals.Changed -= OnChanged;
                await StopAsync(context).ConfigureAwait(false);
                _runners = [];
                Volatile.Write(ref _isRunning, 0);
            }
        }
    }

    /// <summary>Reads again how the handlers stand, if the engine runs.</summary>
    internal Task RefreshAsync(CancellationToken cancellationToken) =>
        _context is { } context && Volatile.Read(ref _isRunning) == 1 ? TickAsync(context, cancellationToken) : Task.CompletedTask;

    private DeliveryHost HostOf(DeliveryContext context) => new(context.HostId, [.. Names], Options.LeaseDuration);

    private static TimeSpan Smaller(TimeSpan left, TimeSpan right) => left < right ? left : right;

    private static Task EndHostAsync(DeliveryContext context, CancellationToken cancellationToken) =>
        context.Store.EndHostAsync(context.HostId, cancellationToken);

    private void OnChanged(ConversationId id, long version, Type? kind)
    {
        _untold.Set();

        // If no handler runs, sends need not pay for signals. What they would have told is found when a handler is resumed.
        if (!_listens)
            return;

        // Handlers that do not get the change go on to it when they are polled for.
        _traces.Add(id, version);
        if (kind is not null && _useless.Contains(id, kind))
            return;

        _changed.Enqueue((id, kind is not null && _useless.Knows(kind) ? kind : null));
        _work.Set();
    }

    /// <summary>Looks at once for what no signal told of.</summary>
    internal void Poll()
    {
        _pollsAtOnce = true;
        _work.Set();
    }

    /// <summary>Stores the names of the handlers that are new.</summary>
    private async Task RegisterAsync(DeliveryContext context, CancellationToken cancellationToken)
    {
        foreach (var registration in _registrations)
        {
            var start = registration.Options.StartFrom;
            var state = new HandlerState { WalkFrom = start.From };
            await context.Store.TryAddHandlerAsync(registration.Name, state.ToJson(), walks: !start.IsNow, cancellationToken).ConfigureAwait(false);
        }

        await TickAsync(context, cancellationToken).ConfigureAwait(false);
    }

    private async Task TickAsync(DeliveryContext context, CancellationToken cancellationToken)
    {
        var began = Time.GetTimestamp();
        var tick = await context.Store.TickAsync(HostOf(context), cancellationToken).ConfigureAwait(false);
        context.Leases.Renew(began, tick.WasAlive);
        var wereRunning = _runners.Count(runner => runner.Monitor.IsRunning);
        foreach (var runner in _runners)
            runner.Monitor.Update(tick, began);

        // No signal told of what changed while a handler was paused.
        if (_runners.Count(runner => runner.Monitor.IsRunning) > wereRunning)
            _pollsAtOnce = true;

        // A name that was removed while its handler runs here is stored again.
        if (_registrations.Any(one => tick.Handlers.All(row => row.Name != one.Name)))
            await RegisterAsync(context, cancellationToken).ConfigureAwait(false);

        _work.Set();
    }

    private async Task StopAsync(DeliveryContext context)
    {
        context.Leases.Cancel();
        using var limit = new CancellationTokenSource(Options.LeaseDuration, Time);
        var haveEnded = await Task.WhenAll(_runners.Select(runner => runner.StopAsync(limit.Token))).ConfigureAwait(false);

        // As long as a handler ignores its token, no other host may have its conversation. So the leases are left to lapse.
        if (haveEnded.All(hasEnded => hasEnded))
            await RepeatAsync("stop", TimeSpan.Zero, token => EndHostAsync(context, token), limit.Token, once: true, tries: 1).ConfigureAwait(false);
    }

    /// <summary>Runs work again and again. If it fails, the loop goes on.</summary>
    private async Task RepeatAsync(
        string name, TimeSpan every, Func<CancellationToken, Task> work, CancellationToken cancellationToken, bool once = false, int tries = int.MaxValue)
    {
        for (var i = 0; i < tries && !cancellationToken.IsCancellationRequested; i++)
        {
            try
            {
                await work(cancellationToken).ConfigureAwait(false);
                if (once)
                    return;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // Nothing may end a loop: the next round may succeed.
            catch (Exception error)
#pragma warning restore CA1031
            {
                DeliveryLog.LoopFailed(Logger, error, name);
            }

            await Task.Delay(every, Time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
