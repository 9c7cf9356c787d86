using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;

namespace Conversations.Benchmarks;

/// <summary>Measures the time and memory that a one-on-one id takes, compared with the SHA-1 hash that it needs in any case.</summary>
[MemoryDiagnoser]
[SimpleJob(warmupCount: 5, iterationCount: 20)]
[IterationTime(200)]
[MinColumn]
public class OneOnOneIdBenchmarks
{
    private readonly byte[] _json = "[\"alice\",\"sebastian\"]"u8.ToArray();
    private readonly char[] _destination = new char[OneOnOneId.Length];
    private readonly string _a = "sebastian";
    private readonly string _b = "alice";

    [Benchmark(Baseline = true)]
    public string BareSha1() => Convert.ToHexStringLower(SHA1.HashData(_json));

    [Benchmark]
    public ConversationId Compute() => OneOnOneId.Compute(_a, _b);

    [Benchmark]
    public bool TryWrite() => OneOnOneId.TryWrite(_a, _b, _destination);
}
