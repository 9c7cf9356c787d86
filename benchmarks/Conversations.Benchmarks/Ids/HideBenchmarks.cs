using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;

namespace Conversations.Benchmarks;

/// <summary>Measures the time and memory that a hidden id takes, compared with the one-shot HMAC of the platform.</summary>
[MemoryDiagnoser]
[SimpleJob(warmupCount: 5, iterationCount: 20)]
[IterationTime(200)]
[MinColumn]
public class HideBenchmarks
{
    private const string Secret = "SOMERANDOMSECRET";
    private const string LogicalId = "purchase:12345;customer:6789";

    private readonly byte[] _secret = "SOMERANDOMSECRET"u8.ToArray();
    private readonly byte[] _id = "purchase:12345;customer:6789"u8.ToArray();
    private readonly ConversationIds _ids = new([Secret], hideOneOnOneIds: true);
    private readonly UserId _a = new("sebastian");
    private readonly UserId _b = new("alice");

    [Benchmark(Baseline = true)]
    public string BareHmac() => Convert.ToHexStringLower(HMACSHA256.HashData(_secret, _id));

    [Benchmark]
    public ConversationId Hide() => _ids.Hide(LogicalId);

    [Benchmark]
    public ConversationId HiddenOneOnOne() => _ids.OneOnOne(_a, _b);

    [Benchmark]
    public ConversationId DeriveOnce() => HmacConversationId.Derive(_secret, LogicalId);
}
