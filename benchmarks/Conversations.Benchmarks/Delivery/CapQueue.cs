using System.Threading.Channels;
using DotNetCore.CAP;
using DotNetCore.CAP.Messages;
using DotNetCore.CAP.Transport;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Benchmarks;

/// <summary>A broker of DotNetCore.CAP that is a queue in memory. Consumers are given nothing before it is opened.</summary>
internal sealed class CapQueue : ICapOptionsExtension, ITransport, IConsumerClientFactory
{
    private readonly Channel<TransportMessage> _messages = Channel.CreateUnbounded<TransportMessage>();
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public BrokerAddress BrokerAddress { get; } = new("memory", "here");

    /// <summary>Gets the number of messages that no consumer has taken.</summary>
    internal int Count => _messages.Reader.Count;

    internal void Open() => _opened.SetResult();

    public void AddServices(IServiceCollection services)
    {
        services.AddSingleton(new CapMessageQueueMakerService("memory"));
        services.AddSingleton<ITransport>(this);
        services.AddSingleton<IConsumerClientFactory>(this);
    }

    public Task<OperateResult> SendAsync(TransportMessage message)
    {
        _messages.Writer.TryWrite(message);
        return Task.FromResult(OperateResult.Success);
    }

    public Task<IConsumerClient> CreateAsync(string groupName, byte groupConcurrent) => Task.FromResult<IConsumerClient>(new Consumer(this, groupName));

    private sealed class Consumer(CapQueue queue, string group) : IConsumerClient
    {
        public BrokerAddress BrokerAddress => queue.BrokerAddress;

        public Func<TransportMessage, object?, Task>? OnMessageCallback { get; set; }

        public Action<LogMessageEventArgs>? OnLogCallback { get; set; }

        public Task SubscribeAsync(IEnumerable<string> topics) => Task.CompletedTask;

        public async Task ListeningAsync(TimeSpan timeout, CancellationToken cancellationToken)
        {
            await queue._opened.Task.WaitAsync(cancellationToken);
            await foreach (var message in queue._messages.Reader.ReadAllAsync(cancellationToken))
            {
                message.Headers[Headers.Group] = group;
                await OnMessageCallback!(message, null);
            }
        }

        public Task CommitAsync(object? sender) => Task.CompletedTask;

        public Task RejectAsync(object? sender) => Task.CompletedTask;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
