using System.Reflection;
using Conversations.Testing;
using Xunit.Sdk;
using Xunit.v3;

namespace Conversations.Tests.Storage.Rules;

/// <summary>Runs a test of a suite as a runner does: finds its cases, serializes them, and runs them.</summary>
internal sealed class TestRun : IMessageBus
{
    private readonly List<IMessageSinkMessage> _messages = [];

    public bool QueueMessage(IMessageSinkMessage message)
    {
        lock (_messages)
            _messages.Add(message);

        return true;
    }

    public void Dispose()
    {
    }

    /// <summary>Returns the failures of a test. Each is the text that a runner prints.</summary>
    internal static async Task<IReadOnlyList<string>> FailuresOfAsync<T>(string test, StoreFixture fixture)
        where T : StoreSuite => [.. (await RunAsync<T>(test, fixture)).OfType<ITestFailed>().Select(ExceptionUtility.CombineMessages)];

    /// <summary>Returns the messages that a runner gets about a test.</summary>
    internal static async Task<IReadOnlyList<IMessageSinkMessage>> RunAsync<T>(string test, StoreFixture fixture)
        where T : StoreSuite
    {
        using var bus = new TestRun();
        foreach (var found in await DiscoverAsync<T>(test))
        {
            var testCase = (ISelfExecutingXunitTestCase)SerializationHelper.Instance.Deserialize(SerializationHelper.Instance.Serialize(found))!;
            using var stop = new CancellationTokenSource();
            await using var scheduler = ExecutionScheduler.CreateUnlimited();
            await testCase.Run(ExplicitOption.Off, bus, [fixture], ExceptionAggregator.Create(), stop, ParallelMode.None, scheduler, new("test"));
        }

        return bus._messages;
    }

    /// <summary>Returns the cases of a test that a runner finds.</summary>
    internal static async Task<IReadOnlyCollection<IXunitTestCase>> DiscoverAsync<T>(string test, bool preEnumerates = true)
        where T : StoreSuite
    {
        var assembly = new XunitTestAssembly(typeof(T).Assembly, configFilePath: null);
        var method = typeof(T).GetMethod(test)!;
        var testMethod = new XunitTestMethod(new XunitTestClass(typeof(T), new XunitTestCollection(assembly, null, false, "rules")), method, []);
        var fact = method.GetCustomAttribute<FactAttribute>()!;
        var discoverer = fact.GetType().GetCustomAttribute<XunitTestCaseDiscovererAttribute>(inherit: false)!.Type;
        return await ((IXunitTestCaseDiscoverer)Activator.CreateInstance(discoverer)!).Discover(new Options(preEnumerates), testMethod, fact);
    }

    private sealed class Options(bool preEnumerates) : ITestFrameworkDiscoveryOptions
    {
        public TValue? GetValue<TValue>(string name) =>
            name == TestOptionsNames.Discovery.PreEnumerateTheories ? (TValue?)(object)preEnumerates : default;

        public void SetValue<TValue>(string name, TValue value) => throw new NotSupportedException();

        public string ToJson() => "{}";
    }
}
